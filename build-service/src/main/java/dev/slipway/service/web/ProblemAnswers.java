package dev.slipway.service.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Problems as answers of resources: a page where a browser asks for one, else problem JSON. */
public final class ProblemAnswers {

  private ProblemAnswers() {}

  /** The answer to a request. */
  public static Response of(Problem problem, ContainerRequestContext request) {
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
}
