"""Rules on the history of deployments: tags that are used again, roll-backs, versions before their tags."""
