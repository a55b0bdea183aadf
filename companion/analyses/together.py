"""``together``: aligned and reused pictures in each group of accounts, with the number expected, and faces that
sit together.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from enum import Enum

import numpy as np
from pydantic import Field
from scipy.stats import false_discovery_control

from companion.analyses.analysis import Analysis, Selected
from companion.core.communities import communities
from companion.core.graph import IntArray
from companion.core.group_pictures import Counted, same_pairs, signs
from companion.core.models import FloatArray, Residual
from companion.core.naming import name_of
from companion.core.progress import Progress
from companion.core.roll import UPRIGHT_WITHIN, Upright, upright
from companion.core.together import Gathering, cropped_alignment, gatherings
from companion.core.wire.base import Key, Wire
from companion.core.wire.evidence import Level
from companion.core.wire.findings.together import Excess, FaceSet, GroupPictures, Together
from companion.network.group_signs import MOST_FACES
from companion.store import network
from companion.store.current_avatars import CurrentAvatars, current_avatars, face_places
from companion.store.selecting import names
from companion.vision.background import bundled_background, bundled_upright_null

LEAST_MEASURED = 5
SHOWN = 20
TOLD = 0.05
SET_LIMIT = "A team page, a studio or a cropping tool may lay faces in one place, too."
UPRIGHT_LIMIT = (
    "No crop takes this away. A studio or a school whose camera stands level has it too (p {studio:.2g} for one)."
)


class Against(str, Enum):
    everyone = "everyone"
    selection = "selection"


class Options(Wire):
    groups: list[list[Key]] | None = Field(
        None, max_length=1000, description="Groups of accounts' numbers. By default the selection and its communities."
    )
    least: int = Field(5, ge=2, description="How many accounts a community has at least.")
    most: int = Field(20, ge=0, le=1000, description="How many communities are looked at, the largest first.")
    against: Against = Field(Against.everyone, description="Whom the groups are compared with.")
    aligned: Level = Field(Level.strong, description="The least level that counts as aligned: strong or some.")
    draws: int = Field(999, ge=99, le=99_999, description="How many groups are drawn for pairs.")
    seed: int = Field(0, ge=0, description="Of the draws, and of the communities.")


def run(conn: sqlite3.Connection, selected: Selected, options: Options, progress: Progress) -> Together:
    wearing = current_avatars(conn)
    chosen = np.flatnonzero(np.isin(wearing.accounts, selected.accounts))
    compared = chosen if options.against is Against.selection else np.arange(len(wearing.accounts))
    limits = [*selected.limits]
    if len(chosen) < len(selected.accounts):
        missing = len(selected.accounts) - len(chosen)
        limits.append(selected.limit("pictures_not_measured", missing=missing, accounts=len(selected.accounts)))
    too_little = None
    found: list[Gathering] = []
    groups: list[GroupPictures] = []
    faces = chosen[wearing.scored[chosen]]
    places = face_places(conn, wearing.accounts[faces])
    faces, places = faces[~np.isnan(places[:, 0])], places[~np.isnan(places[:, 0])]
    if len(chosen) < LEAST_MEASURED:
        too_little = selected.t("too_little", least=LEAST_MEASURED)
    else:
        if len(faces) > MOST_FACES:
            limits.append(selected.limit("too_many_faces", faces=len(faces), most=MOST_FACES))
        else:
            residuals = [Residual(*place) for place in places.tolist()]
            found = gatherings(residuals, bundled_background(), wearing.picture[faces].tolist())
        named = _named_groups(conn, selected.accounts, options)
        groups = _Groups(conn, wearing, compared, faces, np.degrees(places[:, 3]), found, options).of(named, progress)
    return Together(
        analysis="together",
        sample=selected.sample,
        method=selected.t("method"),
        null_model=selected.t("null_model"),
        seed=options.seed,
        limits=limits,
        too_little=too_little,
        compared_with=len(compared),
        groups=groups,
        sets=[_face_set(conn, wearing, faces, each) for each in found],
    )


def _named_groups(conn: sqlite3.Connection, accounts: IntArray, options: Options) -> list[tuple[str, IntArray]]:
    if options.groups is not None:
        given = [np.unique(np.array(group, dtype=np.int64)) for group in options.groups]
        return [(f"group {number}", group) for number, group in enumerate(given, 1)]
    tied = network.load(conn).within(accounts)
    labels = communities(tied.matrix, options.seed)
    sizes = np.bincount(labels[labels >= 0])
    found = [tied.accounts[labels == label] for label in np.flatnonzero(sizes >= options.least)[: options.most]]
    return [("selection", accounts), *((f"community {number}", group) for number, group in enumerate(found, 1))]


class _Groups:
    """Each group's numbers, against those of ``compared`` (positions in ``wearing``).

    ``rolls`` (k,), in degrees, are those of the ``faces`` (k,), which are positions too.
    """

    def __init__(
        self,
        conn: sqlite3.Connection,
        wearing: CurrentAvatars,
        compared: IntArray,
        faces: IntArray,
        rolls: FloatArray,
        found: Sequence[Gathering],
        options: Options,
    ) -> None:
        self._conn = conn
        self._options = options
        self._accounts = wearing.accounts[compared]
        self._picture = wearing.picture[compared]
        self._aligned = wearing.level[compared] >= (2 if options.aligned is Level.strong else 1)
        several = np.unique(wearing.picture, return_counts=True)
        reused = several[0][several[1] > 1]
        self._reused = np.isin(wearing.picture, reused)[compared] | wearing.known[compared]
        self._face_accounts = wearing.accounts[faces]
        self._face_pictures = wearing.picture[faces]
        self._rolls = rolls
        self._upright_null = bundled_upright_null()
        self._sits = np.zeros(len(faces), dtype=bool)
        self._sits[[member for gathering in found for member in gathering.members]] = True

    def of(self, groups: Sequence[tuple[str, IntArray]], progress: Progress) -> list[GroupPictures]:
        rng = np.random.default_rng(self._options.seed)
        counted: list[tuple[Counted, ...]] = []
        studio: list[float] = []
        for step, (_, members) in enumerate(groups):
            progress(step, len(groups))
            inside = np.flatnonzero(np.isin(self._accounts, members))
            with_face = np.flatnonzero(np.isin(self._face_accounts, members))
            standing = self._upright(with_face)
            studio.append(1.0 if standing is None else standing.studio_p_value)
            counted.append(
                (
                    signs(self._aligned, inside),
                    signs(self._reused, inside),
                    same_pairs(self._picture, inside, rng, self._options.draws),
                    signs(self._sits, with_face),
                    _counted(standing),
                )
            )
        progress(len(groups), len(groups))
        p_values = [each.p_value for five in counted for each in five]
        q_values = iter(false_discovery_control(p_values).tolist() if p_values else [])
        return [
            self._group(name, members, [_excess(each, next(q_values)) for each in five], in_studio)
            for (name, members), five, in_studio in zip(groups, counted, studio, strict=True)
        ]

    def _upright(self, with_face: IntArray) -> Upright | None:
        """One face for each different picture."""
        _, first = np.unique(self._face_pictures[with_face], return_index=True)
        return upright(self._rolls[with_face[first]], self._upright_null)

    def _group(self, name: str, members: IntArray, five: Sequence[Excess], in_studio: float) -> GroupPictures:
        inside = np.flatnonzero(np.isin(self._accounts, members))
        aligned = self._accounts[inside[self._aligned[inside]]][:SHOWN].tolist()
        pictures, counts = np.unique(self._picture[inside], return_counts=True)
        largest = pictures[np.lexsort((pictures, -counts))][: int((counts > 1).sum())][:SHOWN]
        same = [self._accounts[inside[self._picture[inside] == picture]][:SHOWN].tolist() for picture in largest]
        named = names(self._conn, {*aligned, *(account for accounts in same for account in accounts)})
        return GroupPictures(
            group=name,
            size=len(members),
            aligned=five[0],
            reused=five[1],
            same=five[2],
            sitting=five[3],
            upright=five[4],
            upright_in_studio=in_studio,
            aligned_accounts=[named[account] for account in aligned],
            same_accounts=[[named[account] for account in accounts] for accounts in same],
        )


def _counted(standing: Upright | None) -> Counted:
    if standing is None:
        return Counted(0, 0, 0.0, 1.0)
    return Counted(standing.faces, standing.observed, standing.expected, standing.p_value)


def _excess(counted: Counted, q_value: float) -> Excess:
    return Excess(**asdict(counted), q_value=q_value)


def _face_set(conn: sqlite3.Connection, wearing: CurrentAvatars, faces: IntArray, found: Gathering) -> FaceSet:
    members = wearing.accounts[faces[list(found.members)]].tolist()
    named = names(conn, members[:SHOWN])
    aligned = cropped_alignment(found.centre, bundled_background())
    return FaceSet(
        accounts=[named[account] for account in members[:SHOWN]],
        count=len(members),
        pictures=found.pictures,
        observed=found.observed,
        expected=found.expected,
        p_value=found.p_value,
        cropped=None if aligned is None else aligned.share,
    )


def words(found: Together) -> Iterator[str]:
    for group in found.groups:
        yield f"{group.group}: {group.size:,} accounts, compared with {found.compared_with:,} with a measured picture."
        yield f"  aligned pictures: {_against(group.aligned)}"
        yield f"  pictures that others wear, too: {_against(group.reused)}"
        yield f"  pairs that wear the same picture: {_against(group.same)}"
        yield f"  faces of sets that sit together: {_against(group.sitting)}"
        if group.upright.of:
            yield f"  heads within {UPRIGHT_WITHIN:.0f}° of upright: {_against(group.upright)}"
            if group.upright.q_value < TOLD:
                yield f"    {UPRIGHT_LIMIT.format(studio=group.upright_in_studio)}"
        for same in group.same_accounts:
            yield f"    the same picture: {', '.join(map(name_of, same))}"
    for number, each in enumerate(found.sets, 1):
        where = "" if each.cropped is None else f", StyleGAN's place at {each.cropped:.0%} of the side"
        yield f"Set {number}: {each.count:,} faces ({each.pictures:,} pictures) sit together{where}: " + (
            f"{each.observed:,} where {each.expected:.1g} are due by chance (p {each.p_value:.2g})."
        )
    if found.sets:
        yield SET_LIMIT


def _against(excess: Excess) -> str:
    return f"{excess.observed:,} of {excess.of:,}, expected {excess.expected:.1f} (q {excess.q_value:.2g})"


ANALYSIS = Analysis(Options, run, words)
