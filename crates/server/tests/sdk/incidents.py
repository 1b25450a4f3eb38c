"""The incident API, asked by the published SDK as it is installed: every call that both have."""

import os
import sys

from huaweicloudsdkcore.auth.credentials import GlobalCredentials
from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException
from huaweicloudsdkcore.http.http_config import HttpConfig
from huaweicloudsdkcoc.v1 import (
    CocClient,
    CreateCocIncidentRequest,
    CreateExternalIncidentRequest,
    ExecuteActionParamsV2,
    HandleCocIncidentRequest,
    HandleExternalIncidentRequest,
    HandleIncidentRequest,
    ListCocTicketOperationHistoriesRequest,
    ListIncidentSimpleTicketsRequest,
    ListIncidentsHistoriesRequest,
    ListIncidentsRequest,
    ListTicketParams,
    ListTicketParamsV2,
    ListTicketParamsWithPageV2,
    ObjectFilter,
    ObjectFilterV2,
    ShowCocIncidentDetailRequest,
    ShowIncidentTaskRequest,
)

URL, AK, SK, ME = (os.environ[name] for name in ("URL", "AK", "SK", "ME"))


def client(sk=SK):
    config = HttpConfig.get_default_config()
    config.timeout = (30, 60)
    config.retry_times = 0
    credentials = GlobalCredentials(AK, sk, "the-domain")
    return CocClient.new_builder().with_http_config(config).with_credentials(credentials).with_endpoint(URL).build()


def good(response):
    assert (response.provider_code, response.error_code, response.error_msg) == ("049", "GOM.00000000", None), response
    return response.data if hasattr(response, "data") else None


def refused(call, status, code):
    try:
        call()
    except ClientRequestException as told:
        assert (told.status_code, told.error_code) == (status, code), told
        assert told.error_msg, told
    else:
        sys.exit(f"{code} was expected")


coc = client()
new = CreateExternalIncidentRequest(
    incident_level="level_20", is_service_interrupt="false", incident_type="inc_type_p_config_issues",
    incident_title="SDK 事件 & 操作", incident_description="由 SDK 创建", incident_source="incident_source_manual",
    creator=ME, region=["cn-north-4"], incident_assignee=[ME], start_time=1744252838667,
)
number = good(coc.create_coc_incident(CreateCocIncidentRequest(body=new))).incident_num
assert number.startswith("IM"), number

detail = good(coc.show_coc_incident_detail(ShowCocIncidentDetailRequest(incident_num=number)))
assert detail.incident_title == "SDK 事件 & 操作" and detail.creator == ME, detail
assert detail.incident_assignee == [ME] and detail.is_service_interrupt is False, detail
assert detail.start_time == 1744252838667 and detail.status == "INCIDENT_STATUS_TRIGGERED", detail


def tasks():
    node = good(coc.show_incident_task(ShowIncidentTaskRequest(incident_id=number)))[0]
    return {operation.key: operation.task_id for operation in node.operations}


def act(action, params=None, task=None):
    body = ExecuteActionParamsV2(task_id=task or tasks()[action], action=action, params=params)
    return coc.handle_incident(HandleIncidentRequest(incident_id=number, body=body))


accept = tasks()["accepted"]
good(act("accepted"))
refused(lambda: act("accepted", task=accept), 400, "COC.00067010")
good(act("addRemark", {"note": "备注 100%"}))
solve = HandleExternalIncidentRequest(
    incident_num=number, operator=ME, operate_key="commitSolution1", parameter={"solution": "回滚", "cause": "发布"}
)
coc.handle_coc_incident(HandleCocIncidentRequest(body=solve))

newest = ObjectFilterV2(operator="desc", field="start_time", name="start_time", values=["start_time"])
body = ListTicketParamsV2(sort_filter=newest)
history = good(coc.list_incidents_histories(ListIncidentsHistoriesRequest(incident_id=number, body=body)))
assert history.total == 4 and len(history.info) == 4, history
assert history.info[0].action == "incident_commit_solution" and history.info[0].status == "INCIDENT_STATUS_RESOLVED", history
assert history.info[0].operator == ME and history.info[0].enum_data_list[0].biz_id == ME, history
assert history.info[3].action_name_zh == "创建事件单", history
only = ListTicketParamsV2(
    string_filters=[
        ObjectFilterV2(name="a", field="action", operator="=", values=["add_remark"]),
        ObjectFilterV2(name="b", field="comment", operator="like", values=["回滚"]),
    ],
    condition="( a & b ) | b",
)
found = good(coc.list_incidents_histories(ListIncidentsHistoriesRequest(incident_id=number, body=only)))
assert [row.comment for row in found.info] == ["回滚"], found
old = ListTicketParams(string_filters=[ObjectFilter(name="t", field="ticket_id", operator="=", values=[number])])
request = ListCocTicketOperationHistoriesRequest(ticket_type="incident", body=old)
assert good(coc.list_coc_ticket_operation_histories(request))["total"] == 4

named = ObjectFilterV2(name="n", field="ticket_id", operator="=", values=[number])
page = ListTicketParamsWithPageV2(string_filters=[named], page=1, per_page=10, contain_total=True)
listed = good(coc.list_incidents(ListIncidentsRequest(body=page)))
assert listed["total"] == 1 and listed["tickets"][0]["ticket_id"] == number, listed
simple = good(coc.list_incident_simple_tickets(ListIncidentSimpleTicketsRequest(offset=0, limit=5)))
assert any(ticket["ticket_id"] == number for ticket in simple["tickets"]), simple

missing = ShowIncidentTaskRequest(incident_id="IM202611210800000000000000")
refused(lambda: coc.show_incident_task(missing), 400, "COC.00067003")
wrong = ListTicketParamsV2(condition="nobody")
refused(
    lambda: coc.list_incidents_histories(ListIncidentsHistoriesRequest(incident_id=number, body=wrong)),
    400,
    "GOM.00007256",
)
refused(lambda: client("x" * 64).show_incident_task(ShowIncidentTaskRequest(incident_id=number)), 401, "COC.00000401")
print(number)
