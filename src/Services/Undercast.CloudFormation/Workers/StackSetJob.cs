using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.CloudFormation;

/// <summary>Works on one operation of a stack set until it has ended; a restart takes it up again.</summary>
internal sealed class StackSetJob(IStore store, ICloudCalls calls, Func<StackJob> stacks, IEnumerable<IRoleSessions> sessions, TimeProvider time)
{
    private static readonly JobType<StackSetPayload> Type = new("cloudformation.stackset", JsonRecord.Codec(() => CloudFormationJson.Default.StackSetPayload));

    public static string IdOf(string uid, string operationId) => $"cloudformation.stackset/{uid}/{operationId}";

    /// <summary>The mark of a stack set whose operations a resource of a stack does itself.</summary>
    public static DriverKey DriverOf(string account, string region, string name) => new(account, region, $"stackset/{name}");

    /// <summary>Has the operation begun, unless a stack's run does it.</summary>
    public static async ValueTask ScheduleAsync(IWriteTransaction tx, StackSetKey key, string name, string operationId, DateTimeOffset now)
    {
        if (await CloudFormationTables.Drivers.GetAsync(tx, DriverOf(key.Account, key.Region, name)) is null)
            tx.Schedule(Type.Create(IdOf(key.Uid, operationId), new StackSetPayload(key.Account, key.Region, key.Uid, operationId)), now);
    }

    public static IJobHandler Handler(Func<StackSetJob> job) => JobHandler.For(Type, (payload, _, ct) => job().RunAsync(new StackSetKey(payload.Account, payload.Region, payload.Uid), payload.OperationId, ct));

    public ValueTask RunAsync(StackSetKey key, string operationId, CancellationToken ct) => new StackSetRun(key, operationId, store, calls, stacks(), sessions.FirstOrDefault(), time, ct).ToTheEndAsync();
}
