using Undercast.Functions;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Lambda;

/// <summary>Keeps instances started ahead of calls: a job for each qualifier looks again every minute, and at once when something changes.</summary>
internal sealed class Provisioning(IStore store, FunctionExecution execution, TimeProvider time)
{
    private static readonly JobType<ProvisionPayload> Type = new("lambda.provision", JsonRecord.Codec(() => LambdaJson.Default.ProvisionPayload));
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    public static void Schedule(IWriteTransaction tx, FunctionName name, DateTimeOffset now) => tx.Schedule(
        Type.Create($"lambda.provision/{name.Arn}", new ProvisionPayload(name.Key.Account, name.Key.Region, name.Key.Name, name.QualifierOrLatest)), now);

    public IJobHandler Handler() => JobHandler.For(Type, KeepAsync);

    private async ValueTask KeepAsync(ProvisionPayload payload, JobRun run, CancellationToken ct)
    {
        var name = new FunctionName(new FunctionKey(payload.Account, payload.Region, payload.Name), payload.Qualifier);
        Target target;
        try
        {
            target = await execution.MainAsync(name, ct);
        }
        catch (ResourceNotFoundException)
        {
            // The function, version or alias is gone.
            await store.WriteAsync(run.CompleteAsync, ct);
            return;
        }
        var count = target.Function.Provisioned.GetValueOrDefault(payload.Qualifier)?.Count ?? 0;
        await execution.ProvisionAsync(target, count, ct);
        if (count == 0) await store.WriteAsync(run.CompleteAsync, ct);
        else await store.WriteAsync(tx => run.RescheduleAsync(tx, time.GetUtcNow() + Pause), ct);
    }
}
