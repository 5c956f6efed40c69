namespace Undercast.Storage.Sqlite;

/// <summary>A body that waits for the writer, and its caller who waits for the commit.</summary>
internal abstract class WriteRequest
{
    /// <summary>Runs the body to its end, whatever it throws.</summary>
    public abstract void Run(IWriteTransaction tx);

    /// <summary>Whether the body threw: what it wrote goes.</summary>
    public abstract bool Failed { get; }

    public abstract bool IsCancelled { get; }

    /// <summary>Gives the caller the body's own outcome.</summary>
    public abstract void Complete();

    /// <summary>Gives the caller the engine's failure.</summary>
    public abstract void Fail(Exception error);
}

internal sealed class WriteRequest<T>(Func<IWriteTransaction, ValueTask<T>> body, CancellationToken ct) : WriteRequest
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;
    private Exception? _error;

    public Task<T> Task => _done.Task;

    public override bool Failed => _error is not null;

    public override bool IsCancelled => ct.IsCancellationRequested;

    public override void Run(IWriteTransaction tx)
    {
        _error = null;
        try
        {
            var running = body(tx);
            // A body that goes away holds the writer; it is alone with the connection until it is back.
            _result = running.IsCompleted ? running.GetAwaiter().GetResult() : running.AsTask().GetAwaiter().GetResult();
        }
#pragma warning disable CA1031 // Whatever the body throws belongs to its caller.
        catch (Exception e)
        {
            _error = e;
        }
#pragma warning restore CA1031
    }

    public override void Complete()
    {
        if (_error is OperationCanceledException cancelled) _done.TrySetCanceled(cancelled.CancellationToken);
        else if (_error is not null) _done.TrySetException(_error);
        else _done.TrySetResult(_result!);
    }

    public override void Fail(Exception error)
    {
        if (error is OperationCanceledException) _done.TrySetCanceled(ct);
        else _done.TrySetException(error);
    }
}
