"""Gets a token with requests-oauthlib and calls a flow with it; what to do comes as JSON on stdin, what came of it goes to stdout."""

import json
import sys

from oauthlib.oauth2 import BackendApplicationClient, OAuth2Error
from requests.auth import HTTPBasicAuth
from requests_oauthlib import OAuth2Session

wish = json.load(sys.stdin)
client_id, secret, verify = wish["id"], wish["secret"], wish["authorityFile"]
session = OAuth2Session(client=BackendApplicationClient(client_id=client_id))
if wish["authentication"] == "basic":
    credentials = {"auth": HTTPBasicAuth(client_id.encode(), secret.encode())}
else:
    credentials = {"include_client_id": True, "client_secret": secret}

try:
    token = session.fetch_token(wish["tokenUrl"], verify=verify, **credentials, **wish["parameters"])
    answer = session.post(wish["flowUrl"], data=wish["body"], verify=verify)
    result = {"token": token, "status": answer.status_code, "body": answer.text}
except OAuth2Error as error:
    result = {"raised": type(error).__name__, "error": error.error, "description": error.description, "status": error.status_code}
json.dump(result, sys.stdout)
