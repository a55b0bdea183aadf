"""Aligned and reused pictures, and faces that sit together, in each group of accounts."""

from __future__ import annotations

from pydantic import Field

from companion.core.wire.base import Count, ShortText, Wire
from companion.core.wire.findings.finding import Finding
from companion.core.wire.selection import AccountName


class Excess(Wire):
    """How many of a group have something, beside the number that groups of this size have by chance."""

    of: Count = Field(description="Accounts (or pairs) of the group of which it is known at all.")
    observed: Count
    expected: float
    p_value: float = Field(description="The probability of as many or more by chance.")
    q_value: float = Field(description="Benjamini–Hochberg, over all groups and signs.")


class FaceSet(Wire):
    """Faces of the selection that sit in the same place, more than chance puts there."""

    accounts: list[AccountName] = Field(description="The surest first, at most as asked.")
    count: Count
    pictures: Count = Field(description="Different pictures among them.")
    observed: Count = Field(description="Pictures at the set's middle.")
    expected: float = Field(description="Pictures that chance puts there.")
    p_value: float = Field(description="Corrected for every place that was looked at.")
    cropped: float | None = Field(description="StyleGAN's place, cropped to this share of the side; null for another.")


class GroupPictures(Wire):
    """One group's pictures."""

    group: ShortText
    size: Count
    aligned: Excess = Field(description="Accounts whose picture is aligned, of those whose picture was measured.")
    reused: Excess = Field(description="Accounts whose picture others wear, too, or a folder of known pictures has.")
    same: Excess = Field(description="Pairs inside the group that wear the same picture.")
    sitting: Excess = Field(description="Accounts whose face is in one of the sets that sit together.")
    upright: Excess = Field(
        description="Different pictures whose head stands within a degree of upright, against one ordinary source."
    )
    upright_in_studio: float = Field(description="The probability of as many where a studio's camera stands level.")
    aligned_accounts: list[AccountName] = Field(description="The first few.")
    same_accounts: list[list[AccountName]] = Field(description="Who wears one picture, the largest sets first.")


class Together(Finding):
    compared_with: Count = Field(description="Accounts with a measured picture that the groups are compared with.")
    groups: list[GroupPictures]
    sets: list[FaceSet]
