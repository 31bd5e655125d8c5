"""Waivers: a person's word that a finding may stand, with a reason, for a while."""
