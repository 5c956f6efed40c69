using System.Collections.Concurrent;

namespace Undercast.Storage;

/// <summary>Signals inside one process. Engines call <see cref="Notify"/> after commit; a subject without waiters costs one dictionary look-up.</summary>
public sealed class Signals(TimeProvider? time = null) : ISignals
{
    private readonly ConcurrentDictionary<string, Subscription[]> _waiters = new(StringComparer.Ordinal);
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <inheritdoc/>
    public ISubscription Subscribe(string subject)
    {
        var subscription = new Subscription(this, subject);
        _waiters.AddOrUpdate(subject, static (_, s) => [s], static (_, all, s) => [.. all, s], subscription);
        return subscription;
    }

    /// <summary>Wakes the waiters of <paramref name="subject"/>.</summary>
    public void Notify(string subject)
    {
        if (!_waiters.TryGetValue(subject, out var all)) return;
        foreach (var subscription in all) subscription.Set();
    }

    /// <summary>Wakes every waiter: for an engine that may have missed signals.</summary>
    public void NotifyAll()
    {
        foreach (var (_, all) in _waiters)
        {
            foreach (var subscription in all) subscription.Set();
        }
    }

    private void Remove(Subscription subscription)
    {
        while (_waiters.TryGetValue(subscription.Subject, out var all))
        {
            var rest = Array.FindAll(all, s => s != subscription);
            var done = rest.Length == 0
                ? _waiters.TryRemove(new KeyValuePair<string, Subscription[]>(subscription.Subject, all))
                : _waiters.TryUpdate(subscription.Subject, rest, all);
            if (done) return;
        }
    }

    private sealed class Subscription(Signals owner, string subject) : ISubscription
    {
        private readonly Lock _lock = new();
        private TaskCompletionSource<bool>? _waiting;
        private bool _signalled;
        private bool _disposed;

        public string Subject => subject;

        public void Set()
        {
            TaskCompletionSource<bool>? waiting;
            lock (_lock)
            {
                waiting = _waiting;
                _waiting = null;
                _signalled = waiting is null;
            }
            waiting?.TrySetResult(true);
        }

        public ValueTask<bool> WaitAsync(TimeSpan timeout, CancellationToken ct = default)
        {
            if (ct.IsCancellationRequested) return ValueTask.FromCanceled<bool>(ct);
            TaskCompletionSource<bool> waiting;
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                if (_waiting is not null) throw new InvalidOperationException("A subscription has one waiter at a time.");
                if (_signalled)
                {
                    _signalled = false;
                    return new ValueTask<bool>(true);
                }
                if (timeout <= TimeSpan.Zero && timeout != Timeout.InfiniteTimeSpan) return new ValueTask<bool>(false);
                waiting = _waiting = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            }
            return Wait(waiting, timeout, ct);
        }

        public void Dispose()
        {
            TaskCompletionSource<bool>? waiting;
            lock (_lock)
            {
                if (_disposed) return;
                _disposed = true;
                waiting = _waiting;
                _waiting = null;
            }
            owner.Remove(this);
            waiting?.TrySetResult(false);
        }

        private async ValueTask<bool> Wait(TaskCompletionSource<bool> waiting, TimeSpan timeout, CancellationToken ct)
        {
            using var timer = timeout == Timeout.InfiniteTimeSpan
                ? null
                : owner._time.CreateTimer(_ => Give(waiting)?.TrySetResult(false), null, timeout, Timeout.InfiniteTimeSpan);
            using var cancelled = ct.CanBeCanceled ? ct.UnsafeRegister(_ => Give(waiting)?.TrySetCanceled(ct), null) : default;
            return await waiting.Task;
        }

        // Whoever takes the source away from the field completes it, so a signal is never lost to a time-out that came at the same moment.
        private TaskCompletionSource<bool>? Give(TaskCompletionSource<bool> waiting)
        {
            lock (_lock)
            {
                if (_waiting != waiting) return null;
                _waiting = null;
                return waiting;
            }
        }
    }
}
