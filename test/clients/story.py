"""A story told with boto3: two accounts, a role session with MFA, a grant and a denial.

Prints one JSON object on each line. The endpoint, the accounts' access keys and the MFA code come by the environment.
"""
import json
import os

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

URL = os.environ["KEYWARD_URL"]
CODES = iter(os.environ["MFA_CODES"].split(","))
CONFIG = Config(retries={"total_max_attempts": 1})


def client(service, key):
    return boto3.client(service, region_name="us-east-1", endpoint_url=URL, config=CONFIG, **key)


def tell(step, **facts):
    print(json.dumps({"step": step, **facts}, default=str))


def denied(step, call):
    try:
        call()
        tell(step, error=None)
    except ClientError as error:
        metadata = error.response["ResponseMetadata"]
        tell(step, error=error.response["Error"]["Code"], message=error.response["Error"]["Message"],
             status=metadata["HTTPStatusCode"], requestId=metadata["RequestId"])


def key(name):
    key_id, secret = os.environ[name].split(":")
    return {"aws_access_key_id": key_id, "aws_secret_access_key": secret}


alice, carol = key("ALICE"), key("CAROL")
kms = client("kms", alice)
tell("who", **client("sts", alice).get_caller_identity())

key_arn = kms.create_key(Description="the story's key")["KeyMetadata"]["Arn"]
kms.create_alias(AliasName="alias/story", TargetKeyId=key_arn)
context = {"project": "blue", "stra\u00dfe": "\u2603"}
blob = kms.encrypt(KeyId="alias/story", Plaintext=b"hello", EncryptionContext=context)["CiphertextBlob"]
tell("decrypt", plaintext=kms.decrypt(CiphertextBlob=blob, EncryptionContext=context)["Plaintext"].decode())

# The other account may not, until a grant says so.
there = client("kms", carol)
denied("across accounts", lambda: there.decrypt(CiphertextBlob=blob, EncryptionContext=context, KeyId=key_arn))
grant = kms.create_grant(KeyId=key_arn, GranteePrincipal="arn:aws:iam::444455556666:user/carol",
                         Operations=["Decrypt"], Constraints={"EncryptionContextSubset": {"project": "blue"}})
answer = there.decrypt(CiphertextBlob=blob, EncryptionContext=context, KeyId=key_arn, GrantTokens=[grant["GrantToken"]])
tell("by grant", plaintext=answer["Plaintext"].decode())
kms.revoke_grant(KeyId=key_arn, GrantId=grant["GrantId"])
denied("revoked", lambda: there.decrypt(CiphertextBlob=blob, EncryptionContext=context, KeyId=key_arn))

# The role wants MFA, for its trust and for its key.
sts = client("sts", alice)
role = "arn:aws:iam::111122223333:role/Engineering"
denied("without MFA", lambda: sts.assume_role(RoleArn=role, RoleSessionName="deploy"))
issued = sts.assume_role(RoleArn=role, RoleSessionName="deploy", SerialNumber="arn:aws:iam::111122223333:mfa/alice",
                         TokenCode=next(CODES))["Credentials"]
session = {"aws_access_key_id": issued["AccessKeyId"], "aws_secret_access_key": issued["SecretAccessKey"],
           "aws_session_token": issued["SessionToken"]}
tell("session", **client("sts", session).get_caller_identity())
answer = client("kms", session).generate_data_key(KeyId="alias/app", KeySpec="AES_256")
tell("data key", bytes=len(answer["Plaintext"]))
denied("not the role's", lambda: client("kms", session).disable_key(KeyId="1234abcd-12ab-34cd-56ef-1234567890ab"))
denied("expired token", lambda: client("kms", {**session, "aws_session_token": "x"}).list_keys())
