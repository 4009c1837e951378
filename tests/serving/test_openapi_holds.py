"""The service does what its OpenAPI document says, whatever is sent."""

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.serving.conftest import Headers

EXAMPLES = 25


@pytest.mark.filterwarnings("ignore")  # schemathesis 4.32 and its dependencies warn for themselves
def test_every_route_answers_as_it_says(scoring: httpx.Client) -> None:
    schema = schemathesis.openapi.from_dict(scoring.get("/openapi.json").json())
    schema.config.update(base_url=str(scoring.base_url).rstrip("/"))
    headers = {"Authorization": scoring.headers["Authorization"]}
    failed: list[str] = []
    for found in schema.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy())
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        def holds(case: schemathesis.Case) -> None:
            case.call_and_validate(headers=headers)

        try:
            holds()
        except Exception as fault:  # noqa: BLE001 - every operation is tried before the test fails
            failed.append(f"{operation.label}: {fault}")
    assert not failed, "\n\n".join(failed)


@given(body=st.binary(max_size=200), charset=st.sampled_from(["", "; charset=gbk", "; charset=x"]))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_break_the_gateway(
    client: httpx.Client, hospital: Headers, body: bytes, charset: str
) -> None:
    headers = hospital | {"content-type": f"application/json{charset}"}
    answer = client.post("/hsi", content=body, headers=headers)
    assert answer.status_code == 200
    assert b'"infcode": -1' in answer.content
