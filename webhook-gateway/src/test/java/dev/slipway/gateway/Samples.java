package dev.slipway.gateway;

import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.RefType;
import dev.slipway.core.message.HookConfig;
import dev.slipway.core.rule.BuildRule;
import java.util.List;
import java.util.Map;

/** Bodies, rules and webhooks for tests. */
public final class Samples {

  public static final String ZERO = "0".repeat(40);
  public static final String OLD = "1".repeat(40);
  public static final String NEW = "2".repeat(40);
  public static final String TAG_OBJECT = "3".repeat(40);
  public static final String GITHUB_URL = "https://github.example/acme/rocket.git";
  public static final String BITBUCKET_URL = "https://bitbucket.org/acme/rocket.git";
  public static final String SERVER_URL = "https://git.example/scm/ac/rocket.git";

  private Samples() {}

  /** A push to GitHub of one commit that changes {@code src/Main.java}. */
  public static String gitHubPush(String ref, String before, String after) {
    return """
        {"ref":"%s","before":"%s","after":"%s","created":%s,"deleted":%s,"forced":false,
         "commits":[{"id":"%s","distinct":true,"message":"Fly","added":["src/Main.java"],
                     "modified":[],"removed":[],"author":{"name":"mallory"}}],
         "head_commit":%s,
         "repository":{"id":7,"full_name":"acme/rocket","default_branch":"main",
           "clone_url":"https://github.example/acme/rocket.git",
           "ssh_url":"git@github.example:acme/rocket.git",
           "html_url":"https://github.example/acme/rocket"},
         "pusher":{"name":"pusher"},"sender":{"login":"wernher","id":1}}
        """
        .formatted(
            ref,
            before,
            after,
            before.equals(ZERO),
            after.equals(ZERO),
            after,
            after.equals(ZERO) ? "null" : "{\"id\":\"" + after + "\",\"message\":\"Fly\"}");
  }

  /** A push to Bitbucket Cloud with the given changes. */
  public static String bitbucketPush(String... changes) {
    return """
        {"actor":{"nickname":"wernher","display_name":"Wernher","uuid":"{u}"},
         "repository":{"type":"repository","full_name":"acme/rocket",
           "links":{"html":{"href":"https://bitbucket.org/acme/rocket"}}},
         "push":{"changes":[%s]}}
        """
        .formatted(String.join(",", changes));
  }

  /** One change of {@link #bitbucketPush}; a null hash means that the ref isn't there. */
  public static String bitbucketChange(String type, String name, String before, String after) {
    return """
        {"old":%s,"new":%s,"created":%s,"closed":%s,"forced":false,"truncated":true}"""
        .formatted(
            bitbucketRef(type, name, before),
            bitbucketRef(type, name, after),
            before == null,
            after == null);
  }

  private static String bitbucketRef(String type, String name, String hash) {
    return hash == null
        ? "null"
        : """
          {"type":"%s","name":"%s","target":{"type":"commit","hash":"%s","message":"Fly"}}"""
            .formatted(type, name, hash);
  }

  /** A change of refs in Bitbucket Data Center; {@code toCommit} may be {@code null}. */
  public static String refsChanged(String toCommit, String... changes) {
    return """
        {"eventKey":"repo:refs_changed","actor":{"name":"wernher"},"toCommit":%s,
         "repository":{"slug":"rocket","project":{"key":"AC"},"links":{"clone":[
           {"name":"ssh","href":"ssh://git@git.example:7999/ac/rocket.git"},
           {"name":"http","href":"https://wernher@git.example/scm/ac/rocket.git"}]}},
         "changes":[%s]}
        """
        .formatted(toCommit, String.join(",", changes));
  }

  /** One change of {@link #refsChanged}. */
  public static String serverChange(String ref, String from, String to) {
    String type = from.equals(ZERO) ? "ADD" : to.equals(ZERO) ? "DELETE" : "UPDATE";
    return """
        {"ref":{"id":"%s"},"refId":"%s","fromHash":"%s","toHash":"%s","type":"%s"}"""
        .formatted(ref, ref, from, to, type);
  }

  public static BuildRule rule(String id, RefType type, String name, String tag) {
    return new BuildRule(
        id, type, name, "/", null, tag, true, List.of(), List.of(), Map.of(), null, List.of(),
        true);
  }

  public static HookConfig hook(
      String hookId, GitProvider provider, String cloneUrl, String sealed, BuildRule... rules) {
    return new HookConfig(
        hookId,
        provider,
        "repository-of-" + hookId,
        "acme/rocket",
        cloneUrl,
        null,
        sealed,
        List.of(rules));
  }
}
