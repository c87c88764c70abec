package dev.slipway.service.notification.mail;

import dev.slipway.service.notification.Address;
import dev.slipway.service.notification.Attempt.Outcome;
import dev.slipway.service.notification.Courier;
import dev.slipway.service.notification.Notification;
import dev.slipway.service.notification.NotificationSettings;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Tells by e-mail, through the server that {@code quarkus.mailer.*} names. */
@ApplicationScoped
class MailCourier implements Courier {

  private static final Logger LOG = Logger.getLogger(MailCourier.class);

  private final ReactiveMailer mailer;
  private final NotificationSettings settings;

  MailCourier(ReactiveMailer mailer, NotificationSettings settings) {
    this.mailer = mailer;
    this.settings = settings;
  }

  @Override
  public boolean serves(Address address) {
    return address instanceof Address.Email;
  }

  @Override
  public Outcome deliver(Address address, Notification notification) {
    Optional<String> from = settings.mailFrom();
    if (from.isEmpty()) {
      return Outcome.failed(
          "No mail server is configured: set QUARKUS_MAILER_FROM and QUARKUS_MAILER_HOST.");
    }
    Mail mail =
        new Mail()
            .setFrom(from.get())
            .setTo(((Address.Email) address).recipients())
            .setSubject(MailText.subject(notification))
            .setText(MailText.body(notification))
            // RFC 3834: so that nobody's absence is answered to it.
            .addHeader("Auto-Submitted", "auto-generated");
    try {
      mailer.send(mail).await().atMost(settings.mailTimeout());
      return Outcome.delivered("The mail server took it.");
    } catch (RuntimeException e) {
      LOG.debugf("a mail was not taken: %s", e.getMessage());
      return Outcome.failed("The mail server didn't take it: " + e.getMessage());
    }
  }
}
