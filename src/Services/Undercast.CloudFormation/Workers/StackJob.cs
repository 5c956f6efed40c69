using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.CloudFormation;

/// <summary>Works on one stack until its status is final; a restart takes it up again.</summary>
internal sealed class StackJob(IStore store, ICloudCalls calls, ResourceTypes types, SystemParameters system, ResponseDesk desk, IEnumerable<IRoleSessions> sessions, TimeProvider time)
{
    private static readonly JobType<StackPayload> Type = new("cloudformation.stack", JsonRecord.Codec(() => CloudFormationJson.Default.StackPayload));

    public static string IdOf(StackKey key) => $"cloudformation.stack/{key.Uid}";

    /// <summary>Has the work on a stack begun, unless its parent's run does it.</summary>
    public static async ValueTask ScheduleAsync(IWriteTransaction tx, StackKey key, StackRecord stack, DateTimeOffset now)
    {
        if (await CloudFormationTables.Drivers.GetAsync(tx, new DriverKey(key.Account, key.Region, stack.Name)) is null)
            tx.Schedule(Type.Create(IdOf(key), new StackPayload(key.Account, key.Region, key.Uid)), now);
    }

    /// <summary>The work on a stack is its own job's again.</summary>
    public static async ValueTask ReleaseAsync(IStore store, DriverKey driver, DateTimeOffset now, CancellationToken ct) => await store.WriteAsync(
        async tx =>
        {
            CloudFormationTables.Drivers.Delete(tx, driver);
            if (await CloudFormationTables.FindAsync(tx, driver.Account, driver.Region, driver.Name) is ({ } key, { } stack) && StackStatus.IsRunning(stack.Status)) await ScheduleAsync(tx, key, stack, now);
        },
        ct);

    /// <summary>The handler; what it needs is made at its first job, so that a start does not pay for every resource type.</summary>
    public static IJobHandler Handler(Func<StackJob> job) => JobHandler.For(Type, (payload, _, ct) => job().RunAsync(new StackKey(payload.Account, payload.Region, payload.Uid), ct));

    public ValueTask RunAsync(StackKey key, CancellationToken ct) =>
        new StackRun(new StackJournal(store, time, key), types, calls, system, desk, store, time, DeployerAsync, ct).ToTheEndAsync();

    private async ValueTask<Principal> DeployerAsync(StackRecord stack, CancellationToken ct)
    {
        if (stack.RoleArn is not { } role) return stack.Deployer.Principal;
        var source = sessions.FirstOrDefault() ?? throw CommonException.NotSupported("RoleARN without the service that keeps roles");
        return (await source.AssumeAsync(new RoleSessionRequest { RoleArn = role, SessionName = "AWSCloudFormation", Service = "cloudformation.amazonaws.com", SourceArn = stack.Id }, ct)).Principal;
    }
}
