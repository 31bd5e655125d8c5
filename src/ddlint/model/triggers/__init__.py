"""Cloud Build triggers: which push builds what, read from exports of gcloud and from Terraform."""
