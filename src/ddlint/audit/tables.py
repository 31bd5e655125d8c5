"""The tables of the ledger of deployments. They are documented: auditors ask them questions of their own.

The page docs/ledger.md is made from the comments: one column a line, with what it holds.
"""

#: Raised when the meaning of a table changes; `meta.schema` holds it.
SCHEMA = 1

TABLES = """
CREATE TABLE meta ( -- what made this ledger: one row a fact
  key TEXT PRIMARY KEY, -- the name of the fact, such as `version` or `clock`
  value TEXT NOT NULL -- the fact
) WITHOUT ROWID;

CREATE TABLE repositories ( -- what was looked at
  name TEXT PRIMARY KEY, -- under which it takes part in the audit
  path TEXT NOT NULL, -- where the clone lay
  url TEXT NOT NULL, -- of the remote `origin`, without user and password; empty for none
  role TEXT NOT NULL, -- `config` or `service`
  service TEXT NOT NULL, -- the service that is built there; empty for a config repository
  ref TEXT NOT NULL, -- the ref that was followed
  head TEXT NOT NULL, -- its commit: up to where this ledger knows
  refs_digest TEXT NOT NULL, -- SHA-256 over all refs and their ids
  commits INTEGER NOT NULL -- how many of the main line were read
) WITHOUT ROWID;

CREATE TABLE commits ( -- commits of the main line that deployed something, or have a finding
  id INTEGER PRIMARY KEY,
  repository TEXT NOT NULL, -- whose
  oid TEXT NOT NULL, -- the full id
  time INTEGER NOT NULL, -- of the committer
  author TEXT NOT NULL, -- as `Name <email>`
  committer TEXT NOT NULL, -- as `Name <email>`
  subject TEXT NOT NULL, -- the first line of the message
  by_bot INTEGER NOT NULL, -- 1: the author is a bot (`[flux] bots`)
  UNIQUE (repository, oid)
);

CREATE TABLE marked_values ( -- values behind a marker, each with where it stands and what writes it
  id INTEGER PRIMARY KEY,
  repository TEXT NOT NULL, -- the config repository
  path TEXT NOT NULL, -- the file
  route TEXT NOT NULL, -- where in the file; empty where that is not known
  policy TEXT NOT NULL, -- the ImagePolicy that the marker names, as `namespace/name`
  form TEXT NOT NULL, -- what the marker writes: `image`, `tag`, `name` or `digest`
  image TEXT NOT NULL, -- registry and repository; empty where nothing says it
  service TEXT NOT NULL, -- whose image it is
  environment TEXT NOT NULL, -- whose file it is (`[environments]`)
  account TEXT NOT NULL, -- whose file it is (`[accounts]`)
  is_uat INTEGER, -- 1 or 0, of the account today; NULL: no account, or not known
  is_whole INTEGER NOT NULL, -- 0: the history before its first deployment was not read
  number INTEGER NOT NULL, -- as the replay of this repository counts it; ddlint's own
  UNIQUE (repository, number)
);

CREATE TABLE deployments ( -- what a marked value was changed to, in the order of the main line
  id INTEGER PRIMARY KEY, -- a later deployment of the same value has a higher one
  value INTEGER NOT NULL REFERENCES marked_values, -- what was changed
  commit_ INTEGER NOT NULL REFERENCES commits, -- by what
  position INTEGER NOT NULL, -- of the commit on the main line: counts from 1, oldest first
  old TEXT NOT NULL, -- what stood there before; empty: the value, or its marker, is new
  new TEXT NOT NULL, -- what stands there after; empty: the value, or its marker, is gone
  tag TEXT NOT NULL, -- the tag in `new`; empty for none
  digest TEXT NOT NULL, -- the digest in `new` (`sha256:...`); empty for none
  kind TEXT NOT NULL, -- `first`, `forward`, `roll-back`, `come-back`, `backward`, `sideways` or `gone`
  line INTEGER NOT NULL -- of the value in the file, from 1
);
CREATE INDEX deployments_by_value ON deployments (value);
CREATE INDEX deployments_by_tag ON deployments (tag);

CREATE TABLE releases ( -- release tags of the services
  id INTEGER PRIMARY KEY,
  repository TEXT NOT NULL, -- of the service
  service TEXT NOT NULL, -- what was released
  tag TEXT NOT NULL, -- the git tag
  version TEXT NOT NULL, -- the version in it
  is_prerelease INTEGER NOT NULL, -- 1: a release candidate or the like
  is_hotfix INTEGER NOT NULL, -- 1: made on a branch of an earlier release
  commit_oid TEXT NOT NULL, -- the commit that the tag stands for
  commit_time INTEGER NOT NULL, -- of that commit
  tagged_time INTEGER, -- when the tag was made; NULL: a lightweight tag does not say
  tagger TEXT NOT NULL -- who made it; empty: a lightweight tag does not say
);

CREATE TABLE hotfixes ( -- patch releases: where they left and whether they came back
  id INTEGER PRIMARY KEY,
  repository TEXT NOT NULL, -- of the service
  service TEXT NOT NULL, -- what was released
  version TEXT NOT NULL, -- of the hotfix
  tag TEXT NOT NULL, -- its tag; empty: it has none yet
  branch TEXT NOT NULL, -- the ref of its branch; empty: it is gone
  base TEXT NOT NULL, -- the tag that it was forked from; empty for none
  fork_oid TEXT NOT NULL, -- the commit that it was forked from
  state TEXT NOT NULL, -- as `ddlint branches` says: `merged`, `missing` and so on (see below)
  merged_oid TEXT NOT NULL, -- the commit that brought it back; empty for none
  merged_time INTEGER -- of that commit; NULL for none
);

CREATE TABLE findings ( -- what the rules found, each with its life
  id INTEGER PRIMARY KEY,
  repository TEXT NOT NULL, -- where
  fingerprint TEXT NOT NULL, -- the same for the same finding in the next audit
  code TEXT NOT NULL, -- of the rule
  name TEXT NOT NULL, -- of the rule
  severity TEXT NOT NULL, -- `error`, `warning` or `info`
  verdict TEXT NOT NULL, -- `found`, `waived`, `grandfathered` or `not available`
  message TEXT NOT NULL, -- what is wrong
  help TEXT NOT NULL, -- how to mend it
  url TEXT NOT NULL, -- of the rule's page
  kind TEXT NOT NULL, -- what `place` is: `file`, `commit`, `tag`, `ref` or `deployment`
  place TEXT NOT NULL, -- a path, a commit, a ref
  line INTEGER, -- in the file, from 1; NULL for none
  route TEXT NOT NULL, -- where in the file
  value INTEGER REFERENCES marked_values, -- the marked value that it is about; NULL for none
  introduced_oid TEXT NOT NULL, -- the commit that brought it; empty: not known
  introduced_time INTEGER, -- of that commit
  introduced_by TEXT NOT NULL, -- its author
  fixed_oid TEXT NOT NULL, -- the commit that mended it; empty: it is still there
  fixed_time INTEGER, -- of that commit
  fixed_by TEXT NOT NULL, -- its author
  waiver TEXT NOT NULL -- who lets it stand, until when and why, in one line; empty for none
);
CREATE INDEX findings_by_code ON findings (code);

CREATE TABLE waivers ( -- the register: what is let stand
  id INTEGER PRIMARY KEY,
  repository TEXT NOT NULL, -- where it is written
  place TEXT NOT NULL, -- in which file
  line INTEGER, -- in that file, from 1
  rules TEXT NOT NULL, -- codes and names of rules, by commas
  until TEXT NOT NULL, -- the last day, `2027-01-31`; empty: for good
  owner TEXT NOT NULL, -- who answers for it
  ref TEXT NOT NULL, -- a ticket
  reason TEXT NOT NULL, -- why
  used INTEGER NOT NULL -- how many findings it lets stand
);

CREATE TABLE coverage ( -- what was looked at, by rule
  repository TEXT NOT NULL, -- where
  code TEXT NOT NULL, -- of the rule
  name TEXT NOT NULL, -- of the rule
  passed INTEGER NOT NULL, -- how often there was nothing to find
  found INTEGER NOT NULL, -- how many findings
  waived INTEGER NOT NULL, -- how many findings a waiver lets stand
  grandfathered INTEGER NOT NULL, -- how many findings are older than the rule's first day, or in the baseline
  not_available INTEGER NOT NULL, -- how often it could not look
  PRIMARY KEY (repository, code)
) WITHOUT ROWID;

CREATE TABLE gaps ( -- what could not be looked at
  id INTEGER PRIMARY KEY,
  repository TEXT NOT NULL, -- where
  what TEXT NOT NULL, -- a file, a commit, a part of the audit
  reason TEXT NOT NULL, -- why not
  remedy TEXT NOT NULL, -- what would let ddlint look
  asked INTEGER NOT NULL -- 1: that makes the audit incomplete (exit 3)
);

CREATE TABLE state ( -- where the next audit goes on; ddlint's own, it may change without notice
  repository TEXT NOT NULL, -- whose
  key TEXT NOT NULL, -- of what
  text TEXT NOT NULL, -- the state
  PRIMARY KEY (repository, key)
) WITHOUT ROWID;
"""

VIEWS = """
CREATE VIEW deployment_log AS -- every deployment with its commit and its value, as the CSV has it
SELECT
  deployments.id AS id, -- of the deployment
  strftime('%Y-%m-%dT%H:%M:%SZ', commits.time, 'unixepoch') AS at, -- when, as `2026-03-01T12:00:00Z`
  account, -- of the value
  environment, -- of the value
  is_uat, -- whether that account is UAT today
  service, -- whose image
  marked_values.image AS image, -- which image
  tag, -- what was deployed; empty where it is gone
  digest, -- of it, where the file says so
  old AS from_, -- what stood there before
  new AS to_, -- what stands there after
  kind, -- of the deployment
  author, -- of the commit
  committer, -- of the commit
  by_bot, -- 1: the author is a bot
  subject, -- of the commit
  oid AS commit_, -- the commit
  position, -- of the commit on the main line
  marked_values.repository AS repository, -- the config repository
  path, -- the file
  route, -- where in the file
  line, -- where in the file
  policy, -- what writes it
  form, -- what the marker writes
  commits.time AS time, -- when, in seconds
  value -- which marked value
FROM deployments JOIN commits ON commits.id = deployments.commit_
  JOIN marked_values ON marked_values.id = deployments.value;

CREATE VIEW spans AS -- how long each deployment held: until the next one of the same value
SELECT
  deployments.id AS id, -- of the deployment
  value, -- which marked value
  account, -- of the value
  environment, -- of the value
  is_uat, -- whether that account is UAT today
  service, -- whose image
  marked_values.image AS image, -- which image
  tag, -- what ran; empty: nothing
  digest, -- of it, where the file says so
  kind, -- of the deployment
  commits.time AS time, -- from when
  lead(commits.time) OVER (PARTITION BY value ORDER BY deployments.id) AS until_time, -- NULL: it still holds
  marked_values.repository AS repository -- the config repository
FROM deployments JOIN commits ON commits.id = deployments.commit_
  JOIN marked_values ON marked_values.id = deployments.value;
"""
