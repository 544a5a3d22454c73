package io.tlsmgm.cli.serve;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerExpectContinueHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.tlsmgm.cli.text.VariableText;
import io.tlsmgm.netty.TlsTransport;
import java.net.SocketAddress;
import java.util.function.Consumer;

/** What can be done with a connection; each mode adds its handlers. */
public final class Modes {
  /** A connection that asks for nothing for so long is closed. */
  private static final int KEEP_ALIVE_SECONDS = 60;

  private Modes() {}

  /** Sends back what it gets. */
  public static Consumer<Channel> echo() {
    return channel -> channel.pipeline().addLast(new QuietCloser(), new EchoHandler());
  }

  /** Answers every HTTP request with the variables of the connection. */
  public static Consumer<Channel> www() {
    return channel -> {
      // A bare line feed ends a line here, as RFC 9112 section 2.2 allows: people type requests.
      HttpDecoderConfig lenient = new HttpDecoderConfig().setStrictLineParsing(false);
      ChannelPipeline pipeline = channel.pipeline();
      pipeline.addLast(
          new IdleStateHandler(0, 0, KEEP_ALIVE_SECONDS),
          new HttpServerCodec(lenient),
          new HttpServerExpectContinueHandler(),
          new WebHandler(() -> page(channel)));
    };
  }

  /** Passes plain bytes on to {@code target} and back. */
  public static Consumer<Channel> forward(SocketAddress target) {
    return channel -> channel.pipeline().addLast(new QuietCloser(), new ForwardHandler(target));
  }

  private static String page(Channel channel) {
    return String.join("\n", VariableText.lines(TlsTransport.connection(channel).variables()))
        + "\n";
  }
}
