package dev.slipway.service.web;

import dev.slipway.service.access.ForbiddenActionException;
import dev.slipway.service.access.NoSuchThingException;
import dev.slipway.service.source.SourceUnreachableException;
import jakarta.ws.rs.container.ContainerRequestContext;
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
    return ProblemAnswers.of(Problem.of(404, message(e)), request);
  }

  /** The Git host failed us, not the client. */
  @ServerExceptionMapper
  public Response unreachable(SourceUnreachableException e, ContainerRequestContext request) {
    return ProblemAnswers.of(Problem.of(502, String.valueOf(e.getMessage())), request);
  }

  @ServerExceptionMapper
  public Response forbidden(ForbiddenActionException e, ContainerRequestContext request) {
    return ProblemAnswers.of(Problem.of(403, message(e)), request);
  }

  @ServerExceptionMapper
  public Response conflict(ConflictException e, ContainerRequestContext request) {
    return ProblemAnswers.of(Problem.of(409, message(e)), request);
  }

  @ServerExceptionMapper
  public Response invalid(InvalidInputException e, ContainerRequestContext request) {
    return ProblemAnswers.of(e.toProblem(), request);
  }

  private static String message(RuntimeException e) {
    return String.valueOf(e.getMessage());
  }
}
