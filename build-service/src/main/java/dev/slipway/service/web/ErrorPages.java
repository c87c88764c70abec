package dev.slipway.service.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Errors as pages, for people with a browser. */
final class ErrorPages {

  private static final List<String> WITHOUT_PAGES =
      List.of("/api/", "/internal/", "/hooks/", "/v2/", "/q/", "/badges/");

  private ErrorPages() {}

  /** Whether a page is better than a problem: a browser asks, and for something that has pages. */
  static boolean wanted(String path, @Nullable String accept) {
    return accept != null
        && accept.toLowerCase(Locale.ROOT).contains("text/html")
        && WITHOUT_PAGES.stream().noneMatch((path + "/")::startsWith);
  }

  /** The page as HTML. */
  static String render(Problem problem) {
    TemplateInstance page =
        problem.status() == 401 ? Templates.signInRequired() : Templates.problem(problem);
    return page.render();
  }

  @CheckedTemplate(basePath = "error")
  static final class Templates {

    private Templates() {}

    static native TemplateInstance problem(Problem problem);

    static native TemplateInstance signInRequired();
  }
}
