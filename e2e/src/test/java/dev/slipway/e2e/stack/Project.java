package dev.slipway.e2e.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/**
 * A GitHub-shaped project with a repository on a Slipway: one branch rule, {@code main} to {@code
 * latest}.
 *
 * @param slipway where it is built
 * @param name the repository's name there
 * @param tree the developer's clone
 * @param cloneUrl where Slipway fetches from
 * @param hook its webhook
 */
public record Project(
    Slipway slipway, String name, GitWorkTree tree, String cloneUrl, Slipway.Hook hook) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Makes git repository, Slipway repository and rule.
   *
   * @param gitRoot where bare repositories lie
   * @param gitHost {@code host:port} of the server before them
   * @param destination the image without tag, null for the embedded registry
   */
  public static Project create(
      Slipway slipway, Path gitRoot, String gitHost, String name, String destination) {
    GitWorkTree tree = GitWorkTree.create(gitRoot, name);
    String cloneUrl = "http://" + gitHost + "/" + name + ".git";
    ObjectNode body = JSON.createObjectNode();
    body.put("name", "e2e/" + name).put("visibility", "public").put("description", "");
    body.putObject("source").put("provider", "github").put("cloneUrl", cloneUrl);
    if (destination != null) {
      body.putArray("destinations").addObject().put("image", destination);
    }
    body.putArray("rules")
        .addObject()
        .put("type", "branch")
        .put("name", "main")
        .put("dockerfile", "/")
        .put("tag", "latest")
        .put("active", true);
    return new Project(slipway, "e2e/" + name, tree, cloneUrl, slipway.createRepository(body));
  }

  /** Commits what is in the clone and pushes it to main. */
  public String push(String message) {
    String commit = tree.commit(message);
    tree.push("HEAD:refs/heads/main");
    return commit;
  }

  /** The body of GitHub's push event for main. */
  public String pushBody(String before, String commit) {
    ObjectNode body = JSON.createObjectNode();
    body.put("ref", "refs/heads/main").put("before", before).put("after", commit);
    body.put("created", false).put("deleted", false).put("forced", false);
    body.putObject("head_commit").put("id", commit).put("message", "a commit");
    body.putArray("commits");
    body.putObject("repository")
        .put("full_name", name)
        .put("clone_url", cloneUrl)
        .put("default_branch", "main");
    body.putObject("sender").put("login", "ada");
    return body.toString();
  }

  /** Sends the push event, signed, under a fresh delivery id. */
  public Slipway.Answer deliver(String commit) {
    return deliver(UUID.randomUUID().toString(), pushBody("1".repeat(40), commit));
  }

  /** Sends a body, signed, under a delivery id. */
  public Slipway.Answer deliver(String deliveryId, String body) {
    Map<String, String> headers = Webhook.headers("github", deliveryId, hook.secret(), body);
    return slipway.anonymous("POST", hook.url(), headers, BodyPublishers.ofString(body));
  }
}
