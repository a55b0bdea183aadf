"""Views for people and other programs: rows by name instead of by key."""

from __future__ import annotations

from sqlite_utils import Database

from companion.store.migrations.registry import migrations, run


@migrations()
def m006_named_views(db: Database) -> None:
    """Accounts, edges, captures, activities … by name instead of by key. docs/data.md says what each column is."""
    run(
        db,
        """
CREATE VIEW account_names AS
    SELECT id AS account, platform, account_id, handle,
        coalesce(handle, display_name, account_id, 'account ' || id) AS name FROM accounts;
CREATE VIEW accounts_with_evidence AS
    SELECT accounts.id AS account, accounts.platform, account_id, handle, display_name, accounts.address,
        (SELECT bio FROM observations JOIN batches ON batches.id = batch
            WHERE account = accounts.id AND bio IS NOT NULL ORDER BY observed_at DESC LIMIT 1) AS description,
        (SELECT followers FROM observations JOIN batches ON batches.id = batch
            WHERE account = accounts.id AND followers IS NOT NULL ORDER BY observed_at DESC LIMIT 1) AS followers,
        (SELECT following FROM observations JOIN batches ON batches.id = batch
            WHERE account = accounts.id AND following IS NOT NULL ORDER BY observed_at DESC LIMIT 1) AS following,
        (SELECT friends FROM observations JOIN batches ON batches.id = batch
            WHERE account = accounts.id AND friends IS NOT NULL ORDER BY observed_at DESC LIMIT 1) AS friends,
        (SELECT posts FROM observations JOIN batches ON batches.id = batch
            WHERE account = accounts.id AND posts IS NOT NULL ORDER BY observed_at DESC LIMIT 1) AS posts,
        pictures.id AS picture, pictures.status AS picture_status, pictures.score,
        json_extract(pictures.evidence, '$.level') AS level,
        json_extract(pictures.evidence, '$.rarity.one_in') AS one_in,
        (SELECT count(DISTINCT avatars.account) FROM picture_addresses AS same
            JOIN avatars ON avatars.picture_address = same.id
            WHERE same.picture = pictures.id AND avatars.account <> accounts.id) AS others_with_same_picture,
        accounts.first_seen, accounts.last_seen
    FROM accounts
    LEFT JOIN picture_addresses ON picture_addresses.id = accounts.picture_address
    LEFT JOIN pictures ON pictures.id = picture_addresses.picture;
CREATE VIEW edges_named AS
    SELECT edges.id AS edge, edges.kind, from_account.platform, edges.source, from_account.name AS source_name,
        edges.target, to_account.name AS target_name, edges.first_seen, edges.last_seen,
        (SELECT count(*) FROM spells WHERE edge = edges.id) AS spells,
        (SELECT gone_by FROM spells WHERE edge = edges.id ORDER BY first_seen DESC LIMIT 1) AS gone_by
    FROM edges
    JOIN account_names AS from_account ON from_account.account = edges.source
    JOIN account_names AS to_account ON to_account.account = edges.target;
CREATE VIEW captures_named AS
    SELECT captures.id AS capture, captures.uuid, captures.kind, pages.platform, captures.owner,
        account_names.name AS owner_name, captures.displayed_count, captures.seen_count, captures.complete,
        captures.first_seen, captures.last_seen, pages.address AS page, pages.title AS page_title,
        sessions.uuid AS session, batches.tool_version
    FROM captures
    JOIN batches ON batches.id = captures.batch
    JOIN pages ON pages.id = batches.page
    JOIN sessions ON sessions.id = batches.session
    LEFT JOIN account_names ON account_names.account = captures.owner;
CREATE VIEW capture_members_named AS
    SELECT capture_members.capture, captures.kind, captures.owner, owners.name AS owner_name,
        capture_members.account AS member, members.name AS member_name, batches.observed_at AS seen_at
    FROM capture_members
    JOIN captures ON captures.id = capture_members.capture
    JOIN batches ON batches.id = capture_members.batch
    JOIN account_names AS members ON members.account = capture_members.account
    LEFT JOIN account_names AS owners ON owners.account = captures.owner;
CREATE VIEW activities_named AS
    SELECT activities.id AS activity, account_names.platform, activities.account, account_names.name,
        activities.kind, activities.time, activities.precision, activities.object, activities.object_kind,
        activities.text, batches.observed_at AS seen_at, pages.address AS page
    FROM activities
    JOIN account_names ON account_names.account = activities.account
    JOIN batches ON batches.id = activities.batch
    JOIN pages ON pages.id = batches.page;
CREATE VIEW objects_shared AS
    SELECT objects.id AS object, objects.platform, objects.kind, objects.key,
        count(DISTINCT activities.account) AS accounts, count(*) AS activities,
        min(activities.time) AS first_time, max(activities.time) AS last_time
    FROM objects
    JOIN activity_objects ON activity_objects.object = objects.id
    JOIN activities ON activities.id = activity_objects.activity
    GROUP BY objects.id;
CREATE VIEW observations_named AS
    SELECT observations.id AS observation, account_names.platform, observations.account, account_names.name,
        batches.observed_at, observations.role, observations.handle, observations.display_name,
        observations.bio AS description, observations.followers, observations.following, observations.friends,
        observations.posts, pages.kind AS page_kind, pages.address AS page, sessions.uuid AS session
    FROM observations
    JOIN account_names ON account_names.account = observations.account
    JOIN batches ON batches.id = observations.batch
    JOIN pages ON pages.id = batches.page
    JOIN sessions ON sessions.id = batches.session;
CREATE VIEW case_accounts_named AS
    SELECT case_accounts.case_id, cases.name AS case_name, account_names.platform, case_accounts.account,
        account_names.name
    FROM case_accounts
    JOIN cases ON cases.id = case_accounts.case_id
    JOIN account_names ON account_names.account = case_accounts.account;
""",
    )
