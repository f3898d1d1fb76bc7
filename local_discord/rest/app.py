"""The HTTP application: authentication, injected faults, rate limits, bodies, routing, and errors in Discord's format."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from local_discord.faults import Faults, RouteFault
from local_discord.gateway.server import Gateway
from local_discord.rest.openapi import Violation, load_openapi
from local_discord.rest.rate_limits import RateLimitResult, RateLimits, too_many_requests
from local_discord.rest.request import ApiRequest, ApiResponse, Route
from local_discord.rest.request_body import read_body
from local_discord.settings import Settings
from local_discord.state.accounts import Application
from local_discord.state.errors import RefusalError, unauthorized
from local_discord.state.world import World
from local_discord.validation.form import form_error

_NOT_FOUND = RefusalError(404, 0, "404: Not Found")


@dataclass(frozen=True)
class RefusalRecord:
    """A refused request and the body of its error response."""

    method: str
    path: str
    status: int
    code: int
    body: dict[str, Any]


@dataclass
class RestApp:
    """Discord's HTTP API for a world.

    `violations` are the requests whose bodies violate Discord's OpenAPI description. `refusals` are all requests that were
    refused with an error; rate limits and injected faults are not included.
    """

    world: World
    gateway: Gateway
    settings: Settings
    faults: Faults
    violations: list[Violation] = field(default_factory=list)
    refusals: list[RefusalRecord] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._limits = RateLimits(self.settings.bucket, self.settings.overall)
        path = self.settings.openapi
        self._openapi = None if path is None else load_openapi(path)

    def add_to(self, app: web.Application, routes: Sequence[Route]) -> None:
        """Serve the routes below `/api/v10` and, for libraries that use it, `/api/v9`, and the attachments below `/cdn`."""
        for route in routes:
            app.router.add_route(route.method, "/api/{version:v9|v10}" + route.path, self._serve(route))
        app.router.add_get("/cdn/{path:.*}", self._serve_attachment)
        app.router.add_route("*", "/{rest:.*}", self._not_found)

    def _serve(self, route: Route) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def handler(request: web.Request) -> web.Response:
            path = request.path.partition("/api/")[2].partition("/")[2]
            return await self._respond(route, request, "/" + path)

        return handler

    async def _respond(self, route: Route, request: web.Request, path: str) -> web.Response:
        fault = self.faults.take(route.method, path)
        if fault is not None:
            await asyncio.sleep(fault.delay)
            fault_response = _response_for_fault(fault)
            if fault_response is not None:
                return fault_response
        headers: dict[str, str] = {}
        try:
            application = self._application(request, route)
            client = "nobody" if application is None else str(application.id)
            path_params = {key: value for key, value in request.match_info.items() if key != "version"}
            if route.rate_limited:
                limit = self._limits.take(client, route.method, route.path, path_params)
                if not limit.allowed:
                    return _rate_limit_response(limit)
                headers = limit.headers
            payload, uploads = await read_body(request)
            self._check_against_openapi(route.method, path, payload)
            api_request = ApiRequest(
                self.world, self.gateway, route.method, path_params, dict(request.query), application, payload, uploads
            )
            response = route.handler(api_request)
        except RefusalError as error:
            self._record_refusal(route.method, path, error)
            return _json(ApiResponse(error.to_json(), error.status), headers)
        if fault is not None and fault.status is not None:
            return _json(ApiResponse({"message": f"{fault.status}: Server Error", "code": 0}, fault.status), {})
        return _json(response, headers)

    def _application(self, request: web.Request, route: Route) -> Application | None:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        application = self.world.application_with_token(token.strip()) if scheme == "Bot" else None
        if application is None and not route.public:
            raise unauthorized()
        return application

    def _check_against_openapi(self, method: str, path: str, payload: Any) -> None:
        if self._openapi is None:
            return
        violation = self._openapi.check(method, path, payload)
        if violation is not None:
            self.violations.append(violation)
            raise form_error(violation.place, "BASE_TYPE_BAD_TYPE", violation.reason)

    def _record_refusal(self, method: str, path: str, error: RefusalError) -> None:
        self.refusals.append(RefusalRecord(method, path, error.status, error.code, error.to_json()))
        self.world.refusal_log.append(f"{method} {path}: {error}")

    async def _serve_attachment(self, request: web.Request) -> web.Response:
        attachment = self.world.attachments.get(request.match_info["path"])
        if attachment is None:
            return web.Response(status=404, text="This content is no longer available.")
        return web.Response(body=attachment.content, content_type=attachment.content_type.partition(";")[0])

    async def _not_found(self, request: web.Request) -> web.Response:
        self._record_refusal(request.method, request.path, _NOT_FOUND)
        return _json(ApiResponse(_NOT_FOUND.to_json(), 404), {})


def _response_for_fault(fault: RouteFault) -> web.Response | None:
    if fault.status == 429:
        return _rate_limit_response(too_many_requests(fault.retry_after, scope="global" if fault.is_global else "shared"))
    if fault.status is not None and not fault.carried_out:
        return _json(ApiResponse({"message": f"{fault.status}: Server Error", "code": 0}, fault.status), {})
    return None


def _rate_limit_response(limit: RateLimitResult) -> web.Response:
    return _json(ApiResponse(limit.to_json(), 429), limit.headers)


def _json(response: ApiResponse, headers: dict[str, str]) -> web.Response:
    if response.body is None:
        return web.Response(status=response.status, headers=headers)
    # The content type has no charset, because libraries compare the whole header.
    body = json.dumps(response.body, separators=(",", ":")).encode()
    return web.Response(body=body, status=response.status, content_type="application/json", headers=headers)
