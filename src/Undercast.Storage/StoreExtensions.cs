namespace Undercast.Storage;

/// <summary>Shorter forms of the two verbs of <see cref="IStore"/>.</summary>
public static class StoreExtensions
{
    /// <summary>Runs <paramref name="body"/>, which returns nothing, as a serializable transaction.</summary>
    public static async ValueTask WriteAsync(this IStore store, Func<IWriteTransaction, ValueTask> body, CancellationToken ct = default) =>
        await store.WriteAsync(
            tx =>
            {
                var running = body(tx);
                return running.IsCompletedSuccessfully ? new ValueTask<bool>(true) : Finish(running);
            },
            ct);

    /// <summary>Runs <paramref name="body"/>, which neither awaits nor returns anything, as a serializable transaction.</summary>
    public static async ValueTask WriteAsync(this IStore store, Action<IWriteTransaction> body, CancellationToken ct = default) =>
        await store.WriteAsync(
            tx =>
            {
                body(tx);
                return new ValueTask<bool>(true);
            },
            ct);

    private static async ValueTask<bool> Finish(ValueTask running)
    {
        await running;
        return true;
    }
}
