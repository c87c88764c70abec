package dev.slipway.service.host.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.slipway.service.host.GitHostApi;
import dev.slipway.service.host.LinkByToken;
import dev.slipway.service.host.LinkedAccount.Mode;
import dev.slipway.service.host.ReturnPath;
import dev.slipway.service.host.StartAuthorization;
import dev.slipway.service.host.UnlinkAccount;
import dev.slipway.service.web.Fields;
import dev.slipway.service.web.InvalidInputException;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The bodies around linked accounts. What comes in may lack everything until it is checked. */
final class LinkedAccountDocuments {

  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_USERNAME = 255;
  private static final int LONGEST_TOKEN = 4_000;

  private LinkedAccountDocuments() {}

  /** A wish to link by OAuth. */
  @Schema(name = "AuthorizationRequest")
  record AuthorizeDocument(
      @Schema(required = true) @Nullable String namespace,
      @Schema(description = "A Git host's id", required = true) @Nullable String host,
      @Schema(description = "full (default) or limited") @Nullable String mode,
      @Schema(
              description =
                  "A path of this installation to go to afterwards; linked=<account id> is added")
          @Nullable String returnTo) {

    StartAuthorization.Wish toWish() {
      return new StartAuthorization.Wish(
          id("namespace", namespace),
          id("host", host),
          accessMode(mode),
          returnTo == null || returnTo.isEmpty()
              ? null
              : Fields.required("returnTo", returnTo, ReturnPath::new));
    }
  }

  /** Where to send the browser. */
  @Schema(name = "Authorization")
  record AuthorizationView(
      @Schema(description = "Open it in a browser that is signed in here, within minutes")
          String authorizationUrl) {}

  /** A token to link by. */
  @Schema(name = "LinkedAccountInput")
  record TokenDocument(
      @Schema(required = true) @Nullable String namespace,
      @Schema(description = "A Git host's id", required = true) @Nullable String host,
      @Schema(description = "full (default) or limited") @Nullable String mode,
      @Schema(description = "Personal, API or access token. Never shown again", required = true)
          @Nullable String token,
      @Schema(description = "With Bitbucket's API tokens: the account's e-mail address")
          @Nullable String username) {

    LinkByToken.Draft toDraft() {
      String given = Fields.required("token", token, Function.identity()).strip();
      if (Fields.text("token", given, LONGEST_TOKEN).chars().anyMatch(c -> c <= ' ' || c > '~')) {
        throw new InvalidInputException("token", "has no blanks and only ASCII characters");
      }
      String user = Fields.nullable("username", username, LONGEST_USERNAME);
      if (user != null && user.chars().anyMatch(c -> c == ':' || Character.isISOControl(c))) {
        throw new InvalidInputException("username", "has neither colons nor line breaks");
      }
      return new LinkByToken.Draft(
          id("namespace", namespace), id("host", host), accessMode(mode), given, user);
    }

    @Override
    public String toString() {
      return "TokenDocument[" + namespace + " " + host + "]";
    }
  }

  /** Who has repositories. */
  @Schema(name = "HostOwner")
  record OwnerView(
      @Schema(description = "For the path of its repositories") String key, String name) {

    static OwnerView of(GitHostApi.Owner owner) {
      return new OwnerView(owner.key(), owner.name());
    }
  }

  /** A repository at the host. */
  @Schema(name = "HostRepository")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RepositoryAtHostView(
      String owner,
      String name,
      String cloneUrl,
      @Nullable String sshUrl,
      @JsonProperty("private") boolean privateSource,
      @Nullable String defaultBranch,
      String description,
      @Schema(description = "Whether the account may manage its webhooks") boolean admin) {

    static RepositoryAtHostView of(GitHostApi.HostRepository repository) {
      return new RepositoryAtHostView(
          repository.owner(),
          repository.name(),
          repository.cloneUrl(),
          repository.sshUrl(),
          repository.privateSource(),
          repository.defaultBranch(),
          repository.description(),
          repository.admin());
    }
  }

  /** What unlinking did. */
  @Schema(name = "UnlinkReport")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record UnlinkView(
      @Schema(description = "Whether the host took the credential back") boolean revoked,
      @Schema(description = "What is left to do at the host") @Nullable String advice,
      List<UnlinkedView> repositories) {

    static UnlinkView of(UnlinkAccount.Report report) {
      return new UnlinkView(
          report.revoked(),
          report.advice(),
          report.repositories().stream()
              .map(
                  left ->
                      new UnlinkedView(left.repository(), left.webhook().wireName(), left.note()))
              .toList());
    }
  }

  /** A repository that used the account. */
  @Schema(name = "UnlinkedRepository")
  record UnlinkedView(
      String repository,
      @Schema(description = "removed, kept or failed") String webhook,
      @Schema(description = "How it goes on") String note) {}

  private static String id(String field, @Nullable String text) {
    return Fields.required(field, Fields.text(field, text, LONGEST_NAME), Function.identity());
  }

  private static Mode accessMode(@Nullable String word) {
    return Fields.optional("mode", word, Mode.FULL, Mode::parse);
  }
}
