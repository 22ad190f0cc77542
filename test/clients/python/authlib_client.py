"""Gets a token with Authlib and calls a flow with it; what to do comes as JSON on stdin, what came of it goes to stdout."""

import json
import sys

from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session

METHODS = {"basic": "client_secret_basic", "body": "client_secret_post"}

wish = json.load(sys.stdin)
verify = wish["authorityFile"]
method = METHODS[wish["authentication"]]
session = OAuth2Session(wish["id"], wish["secret"], token_endpoint_auth_method=method)

try:
    token = session.fetch_token(wish["tokenUrl"], grant_type="client_credentials", verify=verify, **wish["parameters"])
    answer = session.post(wish["flowUrl"], data=wish["body"], verify=verify)
    result = {"token": token, "status": answer.status_code, "body": answer.text}
except OAuthError as error:
    result = {"raised": type(error).__name__, "error": error.error, "description": error.description}
json.dump(result, sys.stdout)
