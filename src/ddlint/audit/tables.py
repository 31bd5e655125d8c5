"""The tables of the ledger of deployments. They are documented: auditors ask them questions of their own.

All times are seconds since 1970 (UTC). Texts that do not apply are empty, never NULL; a NULL means *not
known*. Bytes that are no UTF-8 are written out as in every output of ddlint (a backslash, `x`, two digits).
`repository` is the name under which a repository takes part in the audit. Ids count from 1 and hold within
one ledger only.
"""

#: Raised when the meaning of a table changes; `meta.schema` holds it.
SCHEMA = 1

TABLES = """
CREATE TABLE meta (          -- what made this ledger: tool, versions, settings, clock; one row a fact
  key TEXT PRIMARY KEY, value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE repositories (  -- what was looked at
  name TEXT PRIMARY KEY, path TEXT NOT NULL, url TEXT NOT NULL,
  role TEXT NOT NULL,        -- config, service
  service TEXT NOT NULL,     -- the service that is built there; empty for a config repository
  ref TEXT NOT NULL,         -- the ref that was followed
  head TEXT NOT NULL,        -- its commit: up to where this ledger knows
  refs_digest TEXT NOT NULL, -- SHA-256 over all refs and their ids
  commits INTEGER NOT NULL   -- of the main line that were read
) WITHOUT ROWID;

CREATE TABLE commits (       -- commits of the main line that deployed something, or have a finding
  id INTEGER PRIMARY KEY, repository TEXT NOT NULL, oid TEXT NOT NULL, time INTEGER NOT NULL,
  author TEXT NOT NULL, committer TEXT NOT NULL,  -- Name <email>
  subject TEXT NOT NULL,
  by_bot INTEGER NOT NULL,   -- 1: the author is a bot ([flux] bots)
  UNIQUE (repository, oid)
);

CREATE TABLE marked_values ( -- values behind a marker, each with where it stands and what writes it
  id INTEGER PRIMARY KEY, repository TEXT NOT NULL, path TEXT NOT NULL, route TEXT NOT NULL,
  policy TEXT NOT NULL,      -- namespace/name
  form TEXT NOT NULL,        -- image, tag, name, digest
  image TEXT NOT NULL, service TEXT NOT NULL, environment TEXT NOT NULL, account TEXT NOT NULL,
  is_uat INTEGER,            -- 1 or 0, of the account today; NULL: no account, or not known
  is_whole INTEGER NOT NULL, -- 0: the history before its first deployment was not read
  number INTEGER NOT NULL,   -- as the replay of this repository counts it
  UNIQUE (repository, number)
);

CREATE TABLE deployments (   -- what a marked value was changed to, in the order of the main line
  id INTEGER PRIMARY KEY, value INTEGER NOT NULL REFERENCES marked_values,
  commit_ INTEGER NOT NULL REFERENCES commits,
  position INTEGER NOT NULL, -- of the commit on the main line: counts from 1, oldest first
  old TEXT NOT NULL, new TEXT NOT NULL,  -- empty: the value, or its marker, was not there
  tag TEXT NOT NULL, digest TEXT NOT NULL,
  kind TEXT NOT NULL,        -- first, forward, roll-back, come-back, sideways, gone
  line INTEGER NOT NULL
);
CREATE INDEX deployments_by_value ON deployments (value);
CREATE INDEX deployments_by_tag ON deployments (tag);

CREATE TABLE releases (      -- release tags of the services
  id INTEGER PRIMARY KEY, repository TEXT NOT NULL, service TEXT NOT NULL, tag TEXT NOT NULL,
  version TEXT NOT NULL, is_prerelease INTEGER NOT NULL, is_hotfix INTEGER NOT NULL,
  commit_oid TEXT NOT NULL, commit_time INTEGER NOT NULL,
  tagged_time INTEGER,       -- NULL: a lightweight tag does not say
  tagger TEXT NOT NULL
);

CREATE TABLE hotfixes (      -- patch releases, where they left and whether they came back
  id INTEGER PRIMARY KEY, repository TEXT NOT NULL, service TEXT NOT NULL, version TEXT NOT NULL,
  tag TEXT NOT NULL, branch TEXT NOT NULL,
  base TEXT NOT NULL,        -- the tag that it was forked from; empty: none
  fork_oid TEXT NOT NULL,
  state TEXT NOT NULL,       -- merged-back, missing, inconclusive, not-needed
  merged_oid TEXT NOT NULL, merged_time INTEGER
);

CREATE TABLE findings (      -- what the rules found, each with its life
  id INTEGER PRIMARY KEY, repository TEXT NOT NULL, fingerprint TEXT NOT NULL,
  code TEXT NOT NULL, name TEXT NOT NULL, severity TEXT NOT NULL,
  verdict TEXT NOT NULL,     -- found, waived, grandfathered, not available
  message TEXT NOT NULL, help TEXT NOT NULL, url TEXT NOT NULL,
  kind TEXT NOT NULL,        -- file, commit, tag, ref, deployment
  place TEXT NOT NULL,       -- a path, a commit, a ref
  line INTEGER, route TEXT NOT NULL,
  value INTEGER REFERENCES marked_values,  -- the marked value that it is about, if it is about one
  introduced_oid TEXT NOT NULL, introduced_time INTEGER, introduced_by TEXT NOT NULL,
                             -- empty, NULL: not known
  fixed_oid TEXT NOT NULL, fixed_time INTEGER, fixed_by TEXT NOT NULL,  -- empty, NULL: it is still there
  waiver TEXT NOT NULL       -- who, until when, why: as one line; empty: none
);
CREATE INDEX findings_by_code ON findings (code);

CREATE TABLE waivers (       -- the register: what is let stand
  id INTEGER PRIMARY KEY, repository TEXT NOT NULL,
  place TEXT NOT NULL, line INTEGER, rules TEXT NOT NULL,
  until TEXT NOT NULL, owner TEXT NOT NULL, ref TEXT NOT NULL, reason TEXT NOT NULL,
  used INTEGER NOT NULL
);

CREATE TABLE coverage (      -- what was looked at, by rule, and what could not be
  repository TEXT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL,
  passed INTEGER NOT NULL, found INTEGER NOT NULL, waived INTEGER NOT NULL, grandfathered INTEGER NOT NULL,
  not_available INTEGER NOT NULL, PRIMARY KEY (repository, code)
) WITHOUT ROWID;

CREATE TABLE gaps (          -- what could not be looked at; `asked`: that makes the audit incomplete (exit 3)
  id INTEGER PRIMARY KEY, repository TEXT NOT NULL,
  what TEXT NOT NULL,        -- a file, a commit, a part of the audit
  reason TEXT NOT NULL, remedy TEXT NOT NULL, asked INTEGER NOT NULL
);

CREATE TABLE state (         -- where the next audit goes on; ddlint's own, it may change without notice
  repository TEXT NOT NULL, key TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (repository, key)
) WITHOUT ROWID;
"""

VIEWS = """
CREATE VIEW deployment_log AS -- every deployment with its commit and its value, as the CSV has it
SELECT deployments.id AS id, strftime('%Y-%m-%dT%H:%M:%SZ', commits.time, 'unixepoch') AS at,
  marked_values.account AS account, environment, is_uat, service, marked_values.image AS image, tag, digest,
  old AS from_, new AS to_, kind, author, committer, by_bot, subject, oid AS commit_, position,
  marked_values.repository AS repository, path, route, line, policy, form, commits.time AS time, value
FROM deployments JOIN commits ON commits.id = deployments.commit_
  JOIN marked_values ON marked_values.id = deployments.value;

CREATE VIEW spans AS         -- how long each deployment held: until the next of the same value
SELECT deployments.id AS id, value, account, environment, is_uat, service, marked_values.image AS image, tag,
  digest, new AS to_, kind, commits.time AS time,
  lead(commits.time) OVER (PARTITION BY value ORDER BY deployments.id) AS until_time, -- NULL: it still holds
  marked_values.repository AS repository, path, route, policy
FROM deployments JOIN commits ON commits.id = deployments.commit_
  JOIN marked_values ON marked_values.id = deployments.value;
"""
