package dev.slipway.service.repository;

import dev.slipway.core.image.ImageReference;
import dev.slipway.service.rule.RuleCheck;
import dev.slipway.service.web.InvalidInputException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks what a repository's parts say to each other and to this installation. */
@ApplicationScoped
class RepositoryCheck {

  private final Registries registries;

  RepositoryCheck(Registries registries) {
    this.registries = registries;
  }

  /**
   * @return the draft in the form that is stored: the embedded registry alone is no destination
   * @throws InvalidInputException when it can't be accepted
   */
  RepositoryDraft check(RepositoryDraft draft) {
    RuleCheck.check(draft.rules(), "rules");
    return new RepositoryDraft(
        draft.name(),
        draft.visibility(),
        draft.description(),
        draft.provider(),
        draft.cloneUrl(),
        draft.credentials(),
        destinations(draft),
        draft.rules(),
        draft.options());
  }

  private List<DestinationDraft> destinations(RepositoryDraft draft) {
    if (draft.destinations().isEmpty() && registries.embeddedImage(draft.name()).isEmpty()) {
      throw new InvalidInputException(
          "destinations", "name at least one image: this installation has no registry of its own");
    }
    Set<String> seen = new HashSet<>();
    int embedded = 0;
    for (int i = 0; i < draft.destinations().size(); i++) {
      DestinationDraft destination = draft.destinations().get(i);
      String field = "destinations[" + i + "].image";
      if (!seen.add(destination.image().name())) {
        throw new InvalidInputException(
            field, "\"" + destination.image().name() + "\" stands here twice");
      }
      requireAllowed(destination, "destinations[" + i + "].insecure");
      embedded += isOwnEmbedded(draft.name(), destination.image(), field) ? 1 : 0;
    }
    boolean nothingElse = embedded == draft.destinations().size();
    return nothingElse ? List.of() : draft.destinations();
  }

  private void requireAllowed(DestinationDraft destination, String field) {
    String registry = destination.image().registry();
    if (destination.insecure() && !registries.isInsecure(registry)) {
      throw new InvalidInputException(
          field,
          "plain HTTP is for registries that the operator allows it for; \""
              + registry
              + "\" has to be in SLIPWAY_INSECURE_REGISTRIES");
    }
  }

  private boolean isOwnEmbedded(RepositoryName name, ImageReference image, String field) {
    if (!registries.isEmbedded(image)) {
      return false;
    }
    String own = registries.embeddedImage(name).orElseThrow();
    if (!image.name().equals(own)) {
      throw new InvalidInputException(
          field, "in the embedded registry this repository's image is \"" + own + "\"");
    }
    return true;
  }
}
