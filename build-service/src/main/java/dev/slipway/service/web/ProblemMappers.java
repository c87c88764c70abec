package dev.slipway.service.web;

import dev.slipway.service.access.ForbiddenActionException;
import dev.slipway.service.access.NoSuchThingException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * How this service's own exceptions are answered: as a page where a browser asks for one, else as a
 * problem. It maps no other type: mappers are global, and the other modules of a one-JVM
 * installation have their own.
 */
final class ProblemMappers {

  @ServerExceptionMapper
  public Response notFound(NoSuchThingException e, ContainerRequestContext request) {
    return answer(Problem.of(404, message(e)), request);
  }

  @ServerExceptionMapper
  public Response forbidden(ForbiddenActionException e, ContainerRequestContext request) {
    return answer(Problem.of(403, message(e)), request);
  }

  @ServerExceptionMapper
  public Response conflict(ConflictException e, ContainerRequestContext request) {
    return answer(Problem.of(409, message(e)), request);
  }

  @ServerExceptionMapper
  public Response invalid(InvalidInputException e, ContainerRequestContext request) {
    return answer(e.toProblem(), request);
  }

  private static Response answer(Problem problem, ContainerRequestContext request) {
    boolean page =
        ErrorPages.wanted(
            request.getUriInfo().getRequestUri().getPath(),
            request.getHeaderString(HttpHeaders.ACCEPT));
    return page
        ? Response.status(problem.status())
            .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
            .entity(ErrorPages.render(problem))
            .build()
        : problem.toResponse();
  }

  private static String message(RuntimeException e) {
    return String.valueOf(e.getMessage());
  }
}
