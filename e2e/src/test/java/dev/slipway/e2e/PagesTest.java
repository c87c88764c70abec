package dev.slipway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.slipway.e2e.stack.Project;
import dev.slipway.e2e.stack.Requirements;
import dev.slipway.e2e.stack.Stack;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a person sees in a real browser: from the one-time link to a build's log. */
@ExtendWith(Stack.Extension.class)
class PagesTest {

  private static final Pattern SIGN_IN_LINK = Pattern.compile("http://\\S+/sign-in/\\S+");

  @Test
  void theOneTimeLinkLeadsToRepositoriesBuildsAndAStreamedLog(Stack stack) {
    Requirements.programs("chromium");
    Project project = stack.newProject("page");
    project
        .tree()
        .write(
            "Dockerfile",
            "FROM scratch\nLABEL x=\"<img src=x onerror=document.title='hacked'>\"\nCOPY hello.txt /\n");
    assertEquals(202, project.deliver(project.push("<script>alert(1)</script>")).status());
    JsonNode build = project.slipway().awaitBuilds(project.name(), 1).get(0);

    try (Playwright playwright =
            Playwright.create(
                new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright.chromium().launch(options())) {
      Page page = browser.newPage();
      page.navigate(signInLink(stack));
      page.getByRole(com.microsoft.playwright.options.AriaRole.BUTTON).first().click();
      page.navigate(stack.standalone().url() + "/");
      PlaywrightAssertions.assertThat(page.locator("body")).containsText(project.name());
      page.getByText(project.name()).first().click();
      PlaywrightAssertions.assertThat(page.locator("body")).containsText("docker pull");
      page.screenshot(
          new Page.ScreenshotOptions().setPath(Path.of("target/repository.png")).setFullPage(true));
      page.navigate(
          stack.standalone().url()
              + "/repositories/"
              + project.name()
              + "/builds/"
              + build.path("id").asText());
      PlaywrightAssertions.assertThat(page.locator("body"))
          .containsText(build.path("digest").asText());
      PlaywrightAssertions.assertThat(page.locator("body")).containsText("COPY hello.txt /");
      page.screenshot(
          new Page.ScreenshotOptions().setPath(Path.of("target/build.png")).setFullPage(true));
      assertTrue(!page.title().contains("hacked"));
    }
  }

  private static String signInLink(Stack stack) {
    Matcher link = SIGN_IN_LINK.matcher(stack.standalone().log());
    assertTrue(link.find(), "no sign-in link was printed");
    return link.group();
  }

  private static BrowserType.LaunchOptions options() {
    return new BrowserType.LaunchOptions()
        .setHeadless(true)
        .setExecutablePath(Requirements.find("chromium").orElseThrow())
        .setArgs(
            List.of(
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run"));
  }
}
