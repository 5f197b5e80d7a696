package io.llmclient.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Accepts connections on one loopback port and gives each to a thread of its own. It can stop to listen, so that the
 * port refuses, and come back on the same port. All threads are daemons and end with {@link #close()}.
 */
final class LoopbackListener implements AutoCloseable {

    /** What happens on a connection. It may throw when the connection breaks. */
    interface Service {
        void serve(WireConnection connection) throws IOException;
    }

    private static final int BACKLOG = 512;

    private final String name;
    private final Service service;
    private final int port;
    private final Set<WireConnection> connections = new LinkedHashSet<>();
    private final Set<Thread> threads = new LinkedHashSet<>();
    private @Nullable ServerSocket accepting;
    private @Nullable Thread acceptor;
    private @Nullable Socket placeholder;
    private boolean closed;
    private int accepted;

    LoopbackListener(String name, Service service) {
        this.name = "llm-client-testkit " + name;
        this.service = service;
        port = bind(0);
    }

    int port() {
        return port;
    }

    /** Listens again, on the same port. Does nothing while it listens. */
    synchronized void listen() {
        if (accepting == null && !closed) {
            release();
            bind(port);
        }
    }

    private synchronized int bind(int wanted) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), BACKLOG);
            accepting = socket;
            acceptor = start("accept", () -> acceptAll(socket));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on loopback port " + wanted, e);
        }
    }

    /**
     * Stops to listen: new connections are refused and idle ones end; exchanges that run go on. Does nothing while it
     * refuses.
     */
    void refuse() {
        Thread stopped;
        synchronized (this) {
            stopped = stopAccepting();
        }
        if (stopped != null) {
            joinAll(List.of(stopped)); // the port listens until the thread has left accept()
            holdPort();
        }
    }

    synchronized boolean isListening() {
        return accepting != null;
    }

    private @Nullable Thread stopAccepting() {
        Thread thread = acceptor;
        if (accepting != null) {
            try {
                accepting.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        accepting = null;
        acceptor = null;
        return thread;
    }

    /**
     * A socket that is bound but does not listen refuses, and keeps the port from being given to anybody else
     * meanwhile.
     */
    private synchronized void holdPort() {
        List.copyOf(connections).forEach(WireConnection::closeIfIdle);
        if (accepting != null || closed) {
            return;
        }
        try {
            Socket bound = new Socket();
            bound.setReuseAddress(true);
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            placeholder = bound;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot hold loopback port " + port, e);
        }
    }

    private void release() {
        Socket bound = placeholder;
        placeholder = null;
        if (bound != null) {
            try {
                bound.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void acceptAll(ServerSocket socket) {
        while (true) {
            try {
                serve(new WireConnection(socket.accept()));
            } catch (IOException e) {
                if (socket.isClosed()) {
                    return;
                }
            }
        }
    }

    private synchronized void serve(WireConnection connection) {
        if (closed) {
            connection.reset();
            return;
        }
        connections.add(connection);
        start("connection " + ++accepted, () -> {
            try {
                service.serve(connection);
            } catch (IOException e) {
                // The connection broke, which is an ordinary end here.
            } finally {
                connection.close();
                remove(connection);
            }
        });
    }

    private synchronized void remove(WireConnection connection) {
        connections.remove(connection);
    }

    private Thread start(String role, Runnable work) {
        threads.removeIf(thread -> !thread.isAlive());
        Thread thread = new Thread(work, name + " " + role);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
        return thread;
    }

    /** Ends every connection and waits for the threads to end. Closing twice does nothing. */
    @Override
    public void close() {
        List<Thread> ending;
        synchronized (this) {
            closed = true;
            stopAccepting();
            release();
            connections.forEach(WireConnection::close);
            ending = List.copyOf(threads);
        }
        joinAll(ending);
    }

    private static void joinAll(List<Thread> threads) {
        boolean interrupted = false;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        for (Thread thread : threads) {
            while (thread.isAlive() && !thread.equals(Thread.currentThread()) && System.nanoTime() < end) {
                try {
                    thread.join(TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()) + 1);
                } catch (InterruptedException e) {
                    interrupted = true; // a test may have been interrupted on purpose; its threads still end here
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
