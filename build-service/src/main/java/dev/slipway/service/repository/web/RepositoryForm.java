package dev.slipway.service.repository.web;

import dev.slipway.service.rule.web.RuleDocument;
import jakarta.ws.rs.FormParam;
import java.util.List;

/**
 * The form that makes a repository with one rule: a {@code @BeanParam}, so the framework fills it.
 */
public final class RepositoryForm {

  @FormParam("name")
  String name = "";

  @FormParam("visibility")
  String visibility = "private";

  @FormParam("provider")
  String provider = "github";

  @FormParam("cloneUrl")
  String cloneUrl = "";

  @FormParam("username")
  String username = "";

  @FormParam("password")
  String password = "";

  @FormParam("ruleType")
  String ruleType = "branch";

  @FormParam("ruleName")
  String ruleName = "";

  @FormParam("dockerfile")
  String dockerfile = "/";

  @FormParam("tag")
  String tag = "";

  public String getName() {
    return name;
  }

  public String getVisibility() {
    return visibility;
  }

  public String getProvider() {
    return provider;
  }

  public String getCloneUrl() {
    return cloneUrl;
  }

  public String getUsername() {
    return username;
  }

  public String getRuleType() {
    return ruleType;
  }

  public String getRuleName() {
    return ruleName;
  }

  public String getDockerfile() {
    return dockerfile;
  }

  public String getTag() {
    return tag;
  }

  /** The same as a REST body, so that both are checked by one code. */
  RepositoryDocument toDocument() {
    return new RepositoryDocument(
        name.strip(),
        visibility,
        "",
        null,
        null,
        null,
        null,
        SourceDocument.plain(provider, cloneUrl.strip(), username, password),
        List.of(),
        List.of(
            new RuleDocument(
                null,
                ruleType,
                ruleName.strip(),
                dockerfile.strip(),
                null,
                tag.strip(),
                true,
                null,
                null,
                null,
                null,
                null,
                null)));
  }
}
