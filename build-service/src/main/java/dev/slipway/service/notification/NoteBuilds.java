package dev.slipway.service.notification;

import dev.slipway.service.build.Build;
import dev.slipway.service.build.BuildMoved;
import dev.slipway.service.build.BuildView;
import dev.slipway.service.repository.Repositories;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.web.PublicUrl;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes down what is to be told of a build, in the transaction that moves it: so nothing is lost,
 * and nothing is told of what was rolled back.
 */
@ApplicationScoped
class NoteBuilds {

  private final Targets targets;
  private final Notifications notifications;
  private final BuildEvents events;
  private final Repositories repositories;
  private final PublicUrl publicUrl;

  NoteBuilds(
      Targets targets,
      Notifications notifications,
      EarlierEnds earlier,
      Repositories repositories,
      PublicUrl publicUrl) {
    this.targets = targets;
    this.notifications = notifications;
    this.events = new BuildEvents(earlier);
    this.repositories = repositories;
    this.publicUrl = publicUrl;
  }

  void note(@Observes BuildMoved move) {
    UUID repositoryId = move.build().repositoryId();
    List<Target> enabled =
        targets.ofRepository(repositoryId).stream().filter(Target::enabled).toList();
    List<NotificationEvent> names = enabled.isEmpty() ? List.of() : events.of(move);
    if (!names.isEmpty()) {
      repositories
          .byId(repositoryId)
          .ifPresent(repository -> note(move.build(), repository, names, enabled));
    }
  }

  private void note(
      Build build, Repository repository, List<NotificationEvent> names, List<Target> enabled) {
    BuildNotice notice = notice(build, repository);
    for (Target target : enabled) {
      Optional<NotificationEvent> wanted =
          names.stream().filter(target.events()::contains).findFirst();
      wanted.ifPresent(event -> add(target, event, notice, build.plan().tags()));
    }
  }

  private void add(Target target, NotificationEvent event, BuildNotice notice, List<String> tags) {
    switch (target.format()) {
      case STANDARD ->
          notifications.add(target.id(), event, new Notification.Content(notice, null));
      case DOCKER_HUB ->
          tags.forEach(
              tag -> notifications.add(target.id(), event, new Notification.Content(notice, tag)));
    }
  }

  private BuildNotice notice(Build build, Repository repository) {
    BuildView view = BuildView.of(build, repository.name());
    return BuildNotice.of(
        view,
        repository,
        new BuildNotice.Links(url(view, "page"), url(view, "self"), url(view, "log")));
  }

  private String url(BuildView view, String link) {
    return publicUrl.resolve(String.valueOf(view.links().get(link)));
  }
}
