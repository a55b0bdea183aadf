"""The database's migrations: append-only, applied in order, each in a transaction; one file each.

A migration that has been released is never edited. Times are UTC text (``2026-01-31T12:00:00.000Z``), which
sorts as time does and which any tool reads. ``account_id`` is always the platform's own stable id; the
columns ``account``, ``picture``, ``batch`` … are this file's integer keys.
"""

from companion.store.migrations import (
    m001_first,
    m002_cases,
    m003_reuse,
    m004_avatar_changes,
    m005_network,
    m006_named_views,
    m007_listing,
    m008_scores,
    m009_standings,
    m010_communities,
    m011_hashes_by_sign,
    m012_looks,
    m013_standard_pictures,
    m014_standing_groups,
    m015_vague_times,
    m016_codes_by_uptime,
    m017_weights,
    m018_new_accounts,
    m019_known_copies,
    m020_community_names,
    m021_cores_without_faces,
)
from companion.store.migrations.registry import migrations

__all__ = [
    "m001_first",
    "m002_cases",
    "m003_reuse",
    "m004_avatar_changes",
    "m005_network",
    "m006_named_views",
    "m007_listing",
    "m008_scores",
    "m009_standings",
    "m010_communities",
    "m011_hashes_by_sign",
    "m012_looks",
    "m013_standard_pictures",
    "m014_standing_groups",
    "m015_vague_times",
    "m016_codes_by_uptime",
    "m017_weights",
    "m018_new_accounts",
    "m019_known_copies",
    "m020_community_names",
    "m021_cores_without_faces",
    "migrations",
]
