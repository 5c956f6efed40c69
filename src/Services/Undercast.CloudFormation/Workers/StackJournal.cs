using System.Text.Json.Nodes;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.CloudFormation;

/// <summary>Writes what happens to a stack: the row and its event commit together.</summary>
internal sealed class StackJournal(IStore store, TimeProvider time, StackKey key)
{
    /// <summary>The type of a stack's own events.</summary>
    public const string StackType = "AWS::CloudFormation::Stack";

    /// <summary>Signalled when somebody else gives a running stack another status.</summary>
    public static string SubjectOf(StackKey key) => "cloudformation.stack/" + key.Uid;

    public StackKey Key => key;

    public DateTimeOffset Now => time.GetUtcNow();

    public async ValueTask<StackRecord> StackAsync(CancellationToken ct) =>
        await store.ReadAsync(tx => CloudFormationTables.Stacks.GetAsync(tx, key), ct) ?? throw new InvalidOperationException($"The stack {key.Uid} is gone.");

    public async ValueTask<IReadOnlyList<ResourceRecord>> ResourcesAsync(CancellationToken ct) =>
        [.. (await store.ReadAsync(tx => CloudFormationTables.Resources.RangeAsync(tx, CloudFormationTables.Resources.Prefix(key.Uid)), ct)).Select(r => r.Record)];

    /// <summary>Gives the stack a status, unless it is no longer what it was; gives what it is then.</summary>
    /// <param name="from">The stack as the run knows it.</param>
    /// <param name="status">The status.</param>
    /// <param name="reason">Why, or null.</param>
    /// <param name="change">Changes the record further.</param>
    /// <param name="more">What belongs into the same transaction.</param>
    /// <param name="ct">Cancels.</param>
    public ValueTask<StackRecord> StackAsync(
        StackRecord from, string status, string? reason, Func<StackRecord, StackRecord>? change = null, Func<IWriteTransaction, StackRecord, ValueTask>? more = null, CancellationToken ct = default)
    {
        var now = Now;
        var (order, id) = (TimeOrder.Next(now), Ids.NewGuid().ToString());
        return store.WriteAsync(
            async tx =>
            {
                var stack = await CloudFormationTables.Stacks.GetAsync(tx, key) ?? throw new InvalidOperationException($"The stack {key.Uid} is gone.");
                if (stack.Status != from.Status || stack.OperationId != from.OperationId) return stack;
                stack = stack with { Status = status, Reason = reason };
                if (change is not null) stack = change(stack);
                await CloudFormationTables.Stacks.PutAsync(tx, key, stack);
                PutEvent(tx, stack, order, id, now);
                if (more is not null) await more(tx, stack);
                return stack;
            },
            ct);
    }

    /// <summary>The event of a stack's status.</summary>
    public static void PutEvent(IWriteTransaction tx, StackRecord stack, long order, string id, DateTimeOffset now) =>
        CloudFormationTables.Events.Put(tx, new EventKey(CloudFormationTables.UidOf(stack.Id)!, order), new EventRecord
        {
            EventId = id,
            LogicalId = stack.Name,
            PhysicalId = stack.Id,
            Type = StackType,
            Time = now,
            Status = stack.Status,
            Reason = stack.Reason,
            ClientToken = stack.ClientToken,
        });

    /// <summary>Writes a resource's row and an event of its status; a null <paramref name="row"/> of the table removes it.</summary>
    public async ValueTask<ResourceRecord> ResourceAsync(ResourceRecord row, string? clientToken, JsonObject? properties = null, bool remove = false, string? physicalId = null, CancellationToken ct = default)
    {
        var now = Now;
        var stamped = row with { Changed = now };
        var entry = new EventRecord
        {
            EventId = $"{row.LogicalId}-{row.Status}-{now:yyyy-MM-ddTHH:mm:ss.fffZ}",
            LogicalId = row.LogicalId,
            PhysicalId = physicalId ?? row.Made?.PhysicalId ?? "",
            Type = row.Type,
            Time = now,
            Status = row.Status,
            Reason = row.Reason,
            Properties = properties?.ToJsonString(),
            ClientToken = clientToken,
        };
        var order = TimeOrder.Next(now);
        await store.WriteAsync(
            tx =>
            {
                if (remove) CloudFormationTables.Resources.Delete(tx, new ResourceKey(key.Uid, row.LogicalId));
                else CloudFormationTables.Resources.Put(tx, new ResourceKey(key.Uid, row.LogicalId), stamped);
                CloudFormationTables.Events.Put(tx, new EventKey(key.Uid, order), entry);
                return ValueTask.CompletedTask;
            },
            ct);
        return stamped;
    }

    /// <summary>Writes a resource's row without an event.</summary>
    public async ValueTask QuietlyAsync(ResourceRecord row, CancellationToken ct) =>
        await store.WriteAsync(
            tx =>
            {
                CloudFormationTables.Resources.Put(tx, new ResourceKey(key.Uid, row.LogicalId), row);
                return ValueTask.CompletedTask;
            },
            ct);
}
