"""Questions an auditor may ask the ledger, with the SQL that answers them: for its page, run by tests."""

#: What is asked, and the query.
SAMPLES: tuple[tuple[str, str], ...] = (
    (
        "What did each account run at the end of 2026?",
        """\
SELECT account, service, tag, at AS since, author
FROM deployment_log
WHERE id IN (
    SELECT max(id) FROM deployment_log
    WHERE at < '2027-01-01' GROUP BY value
  ) AND to_ <> ''
ORDER BY account, service;""",
    ),
    (
        "Who deployed by hand, how often, and when last?",
        """\
SELECT author, count(*) AS deployments, max(at) AS last
FROM deployment_log
WHERE by_bot = 0
GROUP BY author ORDER BY deployments DESC;""",
    ),
    (
        "How often was each service deployed, month by month, and how often rolled back?",
        """\
SELECT service, substr(at, 1, 7) AS month, count(*) AS deployments,
  sum(kind = 'roll-back') AS roll_backs
FROM deployment_log
GROUP BY service, month ORDER BY service, month;""",
    ),
    (
        "How long did each roll-back last, until something else was deployed?",
        """\
SELECT account, service, tag, datetime(time, 'unixepoch') AS since,
  round((until_time - time) / 3600.0, 1) AS hours
FROM spans
WHERE kind = 'roll-back' ORDER BY time;""",
    ),
    (
        "Which tags ran with more than one digest?",
        """\
SELECT image, tag, count(DISTINCT digest) AS digests
FROM deployment_log
WHERE tag <> '' AND digest <> ''
GROUP BY image, tag HAVING digests > 1;""",
    ),
    (
        "Which findings stand longest without a waiver?",
        """\
SELECT code, name, place, datetime(introduced_time, 'unixepoch') AS since, introduced_by
FROM findings
WHERE verdict = 'found' AND fixed_oid = ''
ORDER BY introduced_time IS NULL, introduced_time LIMIT 20;""",
    ),
    (
        "Which releases never reached an account?",
        """\
SELECT releases.service, releases.tag
FROM releases
LEFT JOIN deployment_log ON deployment_log.service = releases.service
  AND deployment_log.tag = releases.tag
WHERE deployment_log.id IS NULL AND NOT is_prerelease
ORDER BY releases.service, commit_time;""",
    ),
    (
        "What was not looked at, so that this ledger cannot know it?",
        """\
SELECT repository, what, reason, remedy FROM gaps ORDER BY asked DESC, id;""",
    ),
)
