"""The network: edges with their spells, what activities act upon, and what people add to the accounts."""

from __future__ import annotations

from sqlite_utils import Database

from companion.store.migrations.registry import migrations, run


@migrations()
def m005_network(db: Database) -> None:
    """Edges and spells, objects, people's actions with tags, notes and collections, imports, and drawings.

    Edges, spells and objects are worked out of captures and activities (``store/edges.py``,
    ``store/activity_objects.py``) and can be worked out again. What people do is append-only: an action that is
    undone stays, and what it did is not in force.
    """
    run(
        db,
        """
CREATE TABLE edges (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    source INTEGER NOT NULL REFERENCES accounts(id),
    target INTEGER NOT NULL REFERENCES accounts(id),
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    UNIQUE (source, target, kind)
);
CREATE INDEX edges_target ON edges(target, kind);
CREATE TABLE spells (
    edge INTEGER NOT NULL REFERENCES edges(id) ON DELETE CASCADE,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    began_after TEXT, -- the last complete capture before that lacked it; null: nobody knows when it began
    gone_by TEXT, -- the first complete capture after that lacks it; null: as far as is known it goes on
    PRIMARY KEY (edge, first_seen)
) WITHOUT ROWID;
CREATE VIEW edge_sightings AS
    SELECT CASE captures.kind WHEN 'friends' THEN 'friend' WHEN 'members' THEN 'member' ELSE 'follows' END AS kind,
        CASE WHEN captures.kind = 'following' THEN captures.owner
             WHEN captures.kind = 'friends' THEN min(captures.owner, capture_members.account)
             ELSE capture_members.account END AS source,
        CASE WHEN captures.kind = 'following' THEN capture_members.account
             WHEN captures.kind = 'friends' THEN max(captures.owner, capture_members.account)
             ELSE captures.owner END AS target,
        captures.id AS capture, batches.observed_at AS seen_at
    FROM captures
    JOIN capture_members ON capture_members.capture = captures.id
    JOIN batches ON batches.id = capture_members.batch
    WHERE captures.owner IS NOT NULL AND captures.owner <> capture_members.account
        AND captures.kind IN ('followers', 'following', 'friends', 'members');

CREATE TABLE objects (
    id INTEGER PRIMARY KEY,
    platform TEXT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    UNIQUE (kind, key, platform)
);
CREATE TABLE activity_objects (
    activity INTEGER NOT NULL REFERENCES activities(id) ON DELETE CASCADE,
    object INTEGER NOT NULL REFERENCES objects(id),
    PRIMARY KEY (activity, object)
) WITHOUT ROWID;
CREATE INDEX activity_objects_object ON activity_objects(object);
ALTER TABLE activities ADD COLUMN object_kind TEXT;
-- The message by which it was done, where what was imported names it.
ALTER TABLE activities ADD COLUMN content TEXT;

CREATE TABLE actions (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    what TEXT NOT NULL,
    done_at TEXT NOT NULL,
    undone_at TEXT
);
CREATE TABLE tags (
    id INTEGER PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES accounts(id),
    tag TEXT NOT NULL,
    added INTEGER NOT NULL REFERENCES actions(id),
    removed INTEGER REFERENCES actions(id)
);
CREATE INDEX tags_account ON tags(account, tag);
CREATE INDEX tags_tag ON tags(tag);
CREATE INDEX tags_added ON tags(added);
CREATE INDEX tags_removed ON tags(removed);
CREATE TABLE notes (
    id INTEGER PRIMARY KEY,
    account INTEGER REFERENCES accounts(id),
    case_id INTEGER REFERENCES cases(id),
    text TEXT NOT NULL,
    added INTEGER NOT NULL REFERENCES actions(id),
    removed INTEGER REFERENCES actions(id)
);
CREATE INDEX notes_account ON notes(account);
CREATE INDEX notes_case ON notes(case_id);
CREATE INDEX notes_added ON notes(added);
CREATE INDEX notes_removed ON notes(removed);
CREATE TABLE collected (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases(id),
    account INTEGER NOT NULL REFERENCES accounts(id),
    added INTEGER NOT NULL REFERENCES actions(id),
    removed INTEGER REFERENCES actions(id)
);
CREATE INDEX collected_case ON collected(case_id, account);
CREATE INDEX collected_account ON collected(account);
CREATE INDEX collected_added ON collected(added);
CREATE INDEX collected_removed ON collected(removed);
CREATE TABLE hidden (
    id INTEGER PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES accounts(id),
    added INTEGER NOT NULL REFERENCES actions(id),
    removed INTEGER REFERENCES actions(id)
);
CREATE INDEX hidden_account ON hidden(account);
CREATE INDEX hidden_added ON hidden(added);
CREATE INDEX hidden_removed ON hidden(removed);
CREATE VIEW account_tags AS
    SELECT tags.id, account, tag, actions.done_at AS added_at FROM tags
    JOIN actions ON actions.id = tags.added AND actions.undone_at IS NULL
    LEFT JOIN actions AS removal ON removal.id = tags.removed AND removal.undone_at IS NULL
    WHERE removal.id IS NULL;
CREATE VIEW account_notes AS
    SELECT notes.id, account, case_id, text, actions.done_at AS added_at FROM notes
    JOIN actions ON actions.id = notes.added AND actions.undone_at IS NULL
    LEFT JOIN actions AS removal ON removal.id = notes.removed AND removal.undone_at IS NULL
    WHERE removal.id IS NULL;
CREATE VIEW hidden_accounts AS
    SELECT hidden.id, account, actions.done_at AS hidden_at FROM hidden
    JOIN actions ON actions.id = hidden.added AND actions.undone_at IS NULL
    LEFT JOIN actions AS removal ON removal.id = hidden.removed AND removal.undone_at IS NULL
    WHERE removal.id IS NULL;
CREATE VIEW case_accounts AS
    SELECT case_id, account FROM case_batches JOIN observations ON observations.batch = case_batches.batch
    UNION
    SELECT case_id, account FROM collected
    JOIN actions ON actions.id = collected.added AND actions.undone_at IS NULL
    LEFT JOIN actions AS removal ON removal.id = collected.removed AND removal.undone_at IS NULL
    WHERE removal.id IS NULL;

ALTER TABLE cases ADD COLUMN pseudonym_key TEXT;
CREATE TABLE case_texts (
    case_id INTEGER NOT NULL REFERENCES cases(id),
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (case_id, name)
) WITHOUT ROWID;
CREATE TABLE drawn_places (
    drawing TEXT NOT NULL,
    account INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    x REAL NOT NULL,
    y REAL NOT NULL,
    PRIMARY KEY (drawing, account)
) WITHOUT ROWID;
CREATE INDEX drawn_places_account ON drawn_places(account);

CREATE TABLE handovers (
    code_sha256 TEXT PRIMARY KEY,
    expires_at TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE imports (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    file TEXT NOT NULL,
    format TEXT NOT NULL,
    imported_at TEXT NOT NULL,
    rows_read INTEGER NOT NULL,
    rows_left_out INTEGER NOT NULL
);
CREATE TABLE import_batches (
    import INTEGER NOT NULL REFERENCES imports(id) ON DELETE CASCADE,
    batch INTEGER NOT NULL REFERENCES batches(id),
    PRIMARY KEY (import, batch)
) WITHOUT ROWID;
CREATE INDEX import_batches_batch ON import_batches(batch);
""",
    )
