package io.sluice.route;

import io.sluice.config.ConfigurationException;
import io.sluice.config.NamedFile;
import io.sluice.config.TargetSettings;
import io.sluice.relay.Ticker;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A Redis server has {@code HOST:PORT}, or websockify's JSON, under a key for each token. No thread stands behind it.
 */
final class RedisTokens implements TokenSource {
    private static final Logger LOG = LoggerFactory.getLogger(RedisTokens.class);

    /** How many connections are kept when nobody asks. */
    private static final int MOST_IDLE = 4;

    private static final String WRONG_TYPE = "WRONGTYPE";

    private final TargetSettings.Redis settings;
    private final Lookups lookups;
    private final RedisClient client;
    private final Complaints noTarget = new Complaints(LOG, Ticker.SYSTEM);

    /**
     * The tokens of this server, which is asked when the first is looked for.
     *
     * @param lookups bounds the waiting for it
     * @throws ConfigurationException if the file with the password holds none
     */
    RedisTokens(TargetSettings.Redis settings, Lookups lookups) throws ConfigurationException {
        this.settings = settings;
        this.lookups = lookups;
        int timeout = (int) Math.min(Integer.MAX_VALUE, settings.timeout().toMillis());
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(timeout)
                .socketTimeoutMillis(timeout)
                .resp2()
                .autoNegotiateProtocol(false)
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
        if (settings.tls()) {
            config.sslOptions(SslOptions.defaults());
        }
        if (settings.password() != null) {
            config.user(settings.user()).password(firstLine(settings.password()));
        }
        this.client = RedisClient.builder()
                .hostAndPort(new HostAndPort(
                        settings.address().host(), settings.address().port()))
                .clientConfig(config.build())
                .poolConfig(pool())
                .build();
    }

    private static String firstLine(NamedFile file) throws ConfigurationException {
        List<String> lines = file.lines();
        if (lines.isEmpty() || lines.get(0).isEmpty()) {
            throw new ConfigurationException(file.unusable("holds no password; expected one in its first line"));
        }
        return lines.get(0);
    }

    private GenericObjectPoolConfig<Connection> pool() {
        GenericObjectPoolConfig<Connection> pool = new GenericObjectPoolConfig<>();
        pool.setMaxTotal(Lookups.MOST);
        pool.setMaxIdle(MOST_IDLE);
        pool.setMaxWait(settings.timeout());
        // No thread for it, and nothing that is registered with the virtual machine.
        pool.setTimeBetweenEvictionRuns(Duration.ofMillis(-1));
        pool.setJmxEnabled(false);
        return pool;
    }

    @Override
    public TargetSettings.@Nullable Host find(String token) throws SourceDownException {
        String key = settings.key().replace(TargetSettings.TOKEN, token);
        String value = value(key);
        if (value == null) {
            return null;
        }
        try {
            return TargetText.parseAnswer(value);
        } catch (IllegalArgumentException e) {
            complain("no target");
            return null;
        }
    }

    private @Nullable String value(String key) throws SourceDownException {
        try (Lookups.Place place = lookups.begin()) {
            return asked(key);
        } catch (JedisAccessControlException e) {
            throw down("the log-in is refused, or does not allow GET");
        } catch (JedisDataException e) {
            if (String.valueOf(e.getMessage()).startsWith(WRONG_TYPE)) {
                complain("no string");
                return null;
            }
            // Not its text, which may quote what was asked.
            LOG.debug("Redis answered with an error: {}", e.getClass().getName());
            throw down("it answers with an error");
        } catch (JedisException e) {
            LOG.debug("Redis does not answer: {}", e.getClass().getName());
            throw down("no answer in time");
        }
    }

    private @Nullable String asked(String key) {
        try {
            return client.get(key);
        } catch (JedisConnectionException e) {
            if (e.getCause() instanceof SocketTimeoutException) {
                throw e;
            }
            // The connections that were kept may be those of a server that has been started again since.
            client.getPool().clear();
            return client.get(key);
        }
    }

    private void complain(String what) {
        noTarget.warn("What Redis at " + settings.address() + " has for a token is " + what + "; expected "
                + TargetText.EXPECTED);
    }

    private SourceDownException down(String reason) {
        return new SourceDownException("Redis at " + settings.address() + ": " + reason);
    }

    @Override
    public void close() {
        client.close();
    }
}
