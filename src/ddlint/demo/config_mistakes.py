"""The mistakes planted in the sample's `deepdesk-config`: each is one that real repositories hold.

Flux passes over every one of them without a word, so the tags beside them stay what they were on the day.
"""

from __future__ import annotations

from ddlint.demo.config_files import REGISTRY, kustomization, marker, registry, release

_STAGING = "main-9f3c2ab-1692868320"
_ENGINE = "v3.8.1"

#: Group to path to content. A group comes with one commit.
MISTAKES: dict[str, dict[str, str]] = {
    "engine": {
        # a form that does not exist
        "accounts/aurora/engine.yaml": release(
            "engine", "aurora", f"{_ENGINE} {marker('engine-prod', 'tags')}"
        ),
        # JSON wants double quotes
        "accounts/brightwater/engine.yaml": release(
            "engine",
            "brightwater",
            f"{_ENGINE} # {{'$imagepolicy': 'flux-system:engine-prod:tag'}}",
            f"    sidecar:\n      tag: v1.4.0 {marker('admin-prod')}\n",
        ),
        # switched off on purpose: worth a note, no more
        "accounts/fjordbank/engine.yaml": release(
            "engine",
            "fjordbank",
            f"{_ENGINE} {marker('engine-prod')}",
            f"    account: fjordbank\n    # canaryTag: v3.9.0 {marker('engine-uat')}\n",
        ),
        # a number to YAML, and 2.1 to everything that reads it
        "accounts/groenveld/engine.yaml": release("engine", "groenveld", f"2.10 {marker('engine-prod')}"),
        # the second of two equal keys
        "accounts/havenstad/engine.yaml": release(
            "engine",
            "havenstad",
            "v3.8.0",
            f"      tag: {_ENGINE} {marker('engine-uat')}\n    account: havenstad\n",
        ),
    },
    "backend": {
        # above the key instead of behind the value
        "accounts/castellan/backend.yaml": release(
            "backend",
            "castellan",
            "v1.42.0",
            "    account: castellan\n",
        ).replace("      tag:", f"      {marker('backend-prod')}\n      tag:"),
        # inside a text: to YAML the whole block is one value
        "accounts/delfland/values.yaml": f"""\
apiVersion: v1
kind: ConfigMap
metadata:
  name: backend-values
  namespace: delfland
data:
  values.yaml: |
    image:
      tag: v1.42.0 {marker("backend-prod")}
""",
        "accounts/delfland/kustomization.yaml": kustomization(
            "delfland", ("backend.yaml", "engine.yaml", "values.yaml")
        ),
        # words behind the marker
        "accounts/everest/backend.yaml": release(
            "backend", "everest", f"v1.42.0-rc.1 {marker('backend-uat')} until the pilot ends"
        ),
    },
    "jobs": {
        # Flux would write the items of a List to files of their own
        "staging/jobs.yaml": f"""\
apiVersion: v1
kind: List
items:
  - apiVersion: batch/v1
    kind: CronJob
    metadata:
      name: nightly-export
      namespace: staging
    spec:
      schedule: "15 2 * * *"
      jobTemplate:
        spec:
          template:
            spec:
              restartPolicy: Never
              containers:
                - name: export
                  image: {REGISTRY}/backend:{_STAGING} {marker("backend-staging", "")}
""",
        # a template is no YAML: Flux skips the file
        "charts/export-job/templates/cronjob.yaml": f"""\
{{{{- if .Values.enabled }}}}
apiVersion: batch/v1
kind: CronJob
metadata:
  name: {{{{ .Release.Name }}}}-export
spec:
  schedule: {{{{ .Values.schedule | quote }}}}
  jobTemplate:
    spec:
      template:
        spec:
          containers:
            - name: export
              image: {REGISTRY}/backend:v1.42.0 {marker("backend-prod", "")}
{{{{- end }}}}
""",
    },
    "staging": {
        # the tag alone would replace the whole reference
        "staging/admin.yaml": f"""\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: admin
  namespace: staging
spec:
  selector:
    matchLabels:
      app: admin
  template:
    metadata:
      labels:
        app: admin
    spec:
      containers:
        - name: admin
          image: {REGISTRY}/admin:main-51c07de-1696503300 {marker("admin-staging")}
""",
        # above a list item: works until somebody adds a second line of comment
        "staging/prepull.yaml": f"""\
apiVersion: v1
kind: ConfigMap
metadata:
  name: prepull
  namespace: staging
images:
  {marker("engine-staging", "")}
  - {REGISTRY}/engine:{_STAGING}
""",
        # behind the closing brace, where it belongs to no value
        "staging/kustomization.yaml": kustomization(
            "staging",
            ("admin.yaml", "backend.yaml", "engine.yaml", "jobs.yaml", "onboarding.yaml"),
            f"images:\n  - {{name: {REGISTRY}/onboarding, newTag: main-77d1e02-1696500120}}"
            f" {marker('onboarding-staging')}\n",
        ),
        # on an alias, which is not a value of its own
        "staging/onboarding.yaml": release(
            "onboarding",
            "staging",
            f"&tag main-77d1e02-1696500120 {marker('onboarding-staging')}",
            f"    migrations:\n      tag: *tag {marker('onboarding-staging')}\n",
        ),
        # Flux reads .yaml and .yml in lower case
        "staging/engine-canary.YAML": release("engine", "staging", f"{_STAGING} {marker('engine-staging')}"),
    },
    "canary": {
        # tags of longer names match too; and no marker names the policy
        "flux/canary.yaml": """\
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: engine-canary
  namespace: flux-system
spec:
  imageRepositoryRef:
    name: engine
  filterTags:
    pattern: "canary-(?P<ts>[0-9]{10})"
    extract: "$ts"
  policy:
    numerical:
      order: asc
""",
        # a policy that nobody wrote
        "accounts/delfland/engine.yaml": release(
            "engine", "delfland", f"{_ENGINE} {marker('engine-production')}", "    account: delfland\n"
        ),
    },
    "accounts": {
        # is_uat as a text, and an account without files
        "accounts.json": registry()
        .replace('"brightwater",\n    "is_uat": false', '"brightwater",\n    "is_uat": "no"')
        .replace('"havenstad"', '"ijsselbank",\n    "is_uat": false\n  },\n  {\n    "code": "havenstad"'),
        # the account says otherwise than the registry
        "accounts/aurora/account.yaml": "code: aurora\nname: Aurora Insurance\nis_uat: true\nregion: nl\n",
        # a release that was never tried, and a chart that takes candidates
        "accounts/castellan/engine.yaml": release(
            "engine", "castellan", f"v3.9.0 {marker('engine-prod')}", "    account: castellan\n", ">=2.0.0-0"
        ),
        # production follows the policy of UAT
        "accounts/fjordbank/backend.yaml": release(
            "backend", "fjordbank", f"v1.42.2 {marker('backend-uat')}", "    account: fjordbank\n"
        ),
        # a candidate by hand
        "accounts/groenveld/backend.yaml": release(
            "backend", "groenveld", f"v1.43.0-rc.1 {marker('backend-prod')}", "    account: groenveld\n"
        ),
    },
}
