/** Domains for RabbitMQ's Java client. */
@NullMarked
package io.tlsmgm.clients.rabbitmq;

import org.jspecify.annotations.NullMarked;
