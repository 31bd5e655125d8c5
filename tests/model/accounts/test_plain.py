"""Files that say the same are kept once: what comes of it is what comes of each by itself."""

from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from ddlint.engine.accounts import Table
from ddlint.model.accounts.collecting import collect
from ddlint.model.accounts.plain import FactsByPath, PlainFile, Shapes
from ddlint.model.yaml_reading import read_yaml
from rules.account_scenes import look, table_of

RELEASE = """\
kind: HelmRelease
metadata: {{name: {name}}}
spec:
  values:
    image:
      repository: {image}
      tag: {tag}{marker}
"""
POLICY = """\
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {{name: {name}, namespace: x}}
spec: {{imageRepositoryRef: {{name: a}}, policy: {{semver: {{range: '{range}'}}}}}}
"""
APPLIED = """\
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: acme}
spec: {path: ./accounts/acme, sourceRef: {kind: GitRepository, name: here}}
"""
FILES = {
    "flux/a.yaml": POLICY.format(name="uat", range=">=1.0.0-0"),
    "flux/b.yaml": POLICY.format(name="prod", range=">=1.0.0"),
    "accounts.json": '[{"code": "acme", "is_uat": true}, {"code": "beta", "is_uat": false}, '
    '{"code": "cora", "is_uat": false}]',
}


def release(name: str, image: str, tag: str, policy: str) -> str:
    marker = f' # {{"$imagepolicy": "x:{policy}:tag"}}' if policy else ""
    return RELEASE.format(name=name, image=image, tag=tag, marker=marker)


RELEASES = st.builds(
    release,
    st.sampled_from(["backend", "engine", '""']),
    st.sampled_from(["ghcr.io/acme/backend", "ghcr.io/acme/engine", '""', "ghcr.io/other/engine"]),
    st.sampled_from(["v1.0.0", "v2.0.0-rc.1", "main-abc", "${tag}", "${tag:=v1.0.0}"]),
    st.sampled_from(["uat", "prod", "gone", ""]),
)
PATHS = st.sampled_from(
    [f"accounts/{code}/{name}.yaml" for code in ("acme", "beta", "cora") for name in "ab"]
)


def shown(table: Table) -> list[object]:
    return [
        (
            each.account.code, each.service, each.image, each.tag, each.span, each.line, each.object,
            each.way, each.writer, each.is_own, each.unknown,
        )
        for each in table.deployments
    ]  # fmt: skip


JOINED = {
    "accounts/acme/kustomization.yaml": "resources: [a.yaml, b.yaml]\n",
    "accounts/beta/kustomization.yaml": "resources: [a.yaml, more]\n",
    "accounts/beta/more/kustomization.yaml": "resources: [../b.yaml, ../../acme/b.yaml]\nnamePrefix: my-\n",
    "accounts/cora/kustomization.yaml": "resources: [b.yaml, ../acme/a.yaml]\npatches: [{path: a.yaml}]\n",
    "clusters/all/kustomization.yaml": "resources: [../../accounts/acme/a.yaml, ../../accounts/cora]\n",
    "clusters/acme.yaml": APPLIED,
    "accounts/cora/apps.yaml": APPLIED.replace("}}", "}, postBuild: {substitute: {tag: v3.0.0-rc.1}}}", 1),
}


@given(st.dictionaries(PATHS, RELEASES), st.sets(st.sampled_from(sorted(JOINED))))
def test_table_and_findings_are_those_of_each_file_by_itself(found: dict[str, str], joined: set[str]) -> None:
    files = FILES | found | {path: JOINED[path] for path in joined}
    together = shown(table_of(files)[0]), look(files)
    alone = shown(table_of(files, whole=True)[0]), look(files, whole=True)
    assert together[0] == alone[0]
    assert sorted(together[1]) == sorted(alone[1])


def plain(path: str, text: str, shapes: Shapes) -> PlainFile:
    found = collect(read_yaml(path, text.encode()), shapes)
    assert isinstance(found, PlainFile)
    return found


def test_equal_files_have_one_shape_whatever_their_objects_are_called() -> None:
    shapes = Shapes()
    one, other = (
        plain(f"accounts/{name}.yaml", release(name, "ghcr.io/acme/x", "v1", "prod"), shapes)
        for name in ("acme", "beta")
    )
    assert one.shape is other.shape
    assert (one.names, other.names) == (("acme",), ("beta",))


def test_shapes_from_several_processes_become_one() -> None:
    text = release("acme", "ghcr.io/acme/x", "v1", "prod")
    found = [plain(f"{name}.yaml", text, Shapes()) for name in "ab"]
    facts = FactsByPath((pickle.loads(pickle.dumps(each)) for each in found), lambda _: None)
    assert facts.plain["a.yaml"].shape is facts.plain["b.yaml"].shape
    assert facts["b.yaml"].parts[0].values["spec.values.image.tag"].path == "b.yaml"
