"""Which environment a file belongs to, and which images are our own."""

from __future__ import annotations

from functools import lru_cache

from ddlint.config.patterns import matches_any
from ddlint.config.settings import Environment, Service, Settings
from ddlint.config.wildcards import matches
from ddlint.model.deployed_image import DeployedImage


def environment_of(path: str, settings: Settings) -> tuple[str, Environment] | None:
    """The first environment whose patterns name the file `path`, with its name; None where none does."""
    for name, environment in settings.environments.items():
        if _belongs(path, environment.files):
            return name, environment
    return None


@lru_cache(maxsize=256)
def _belongs(path: str, patterns: tuple[str, ...]) -> bool:
    return matches_any(patterns, path)


def service_of(image: DeployedImage, settings: Settings) -> str:
    """The name of the service that `image` is built from; empty where it is none that is configured.

    The name of the image decides where it is known: beside the tag, or in the ImageRepository of its policy.
    Else the name of the policy does. Of several services the one with the longest name is meant:
    `backend-api` before `backend`.
    """
    tells = _by_name if image.name else _by_policy
    fitting = [name for name, service in settings.services.items() if tells(image, name, service)]
    return max(fitting, key=len, default="")


def is_own(image: DeployedImage, settings: Settings) -> bool:
    """Whether what an environment demands of tags applies to `image`: a database's image is not ours."""
    if settings.tags.images and image.name:
        return matches_any(settings.tags.images, image.name)
    if settings.services:
        return bool(service_of(image, settings))
    return bool(image.policy)


def _by_name(image: DeployedImage, name: str, service: Service) -> bool:
    if service.images:
        return matches_any(service.images, image.name)
    return image.name.rpartition("/")[2] == name


def _by_policy(image: DeployedImage, name: str, service: Service) -> bool:
    if service.policies:
        return any(matches(pattern, image.policy) for pattern in service.policies)
    return image.policy == name or image.policy.startswith(f"{name}-")
