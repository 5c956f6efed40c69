using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Sqs;

internal sealed partial class SqsService
{
    // AWS: ListMessageMoveTasks gives at most ten, the latest first (ListMessageMoveTasks, MaxResults).
    private const int ListedMoves = 10;

    public async ValueTask<StartMessageMoveTaskOutput> StartMessageMoveTask(StartMessageMoveTaskInput input, CallContext call)
    {
        if (input.SourceArn is null) throw SqsFaults.Missing("SourceArn");
        var sourceKey = Queue(input.SourceArn, "SourceArn");
        QueueKey? destinationKey = input.DestinationArn is null ? null : Queue(input.DestinationArn, "DestinationArn");
        if (input.MaxNumberOfMessagesPerSecond is < 1 or > 500)
            throw SqsFaults.Invalid("Value for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: You must enter a number that's between 1 and 500.");
        if (destinationKey == sourceKey) throw SqsFaults.Invalid("Source queue arn and destination queue arn cannot be the same.");

        var key = new MoveKey(input.SourceArn, call.Now, Ids.NewGuid().ToString("D"));
        await store.WriteAsync(
            async tx =>
            {
                var source = await SqsTables.Queues.GetAsync(tx, sourceKey)
                    ?? throw new ResourceNotFoundException("The resource that you specified for the SourceArn parameter doesn't exist.");
                if (destinationKey is { } wanted)
                {
                    var destination = await SqsTables.Queues.GetAsync(tx, wanted)
                        ?? throw new ResourceNotFoundException("The resource that you specified for the DestinationArn parameter doesn't exist.");
                    if (destination.Fifo != source.Fifo) throw SqsFaults.Invalid("The source queue and destination queue must be of the same queue type.");
                }
                if ((await SqsTables.QueuesByDeadLetter.KeysAsync(tx, SqsTables.QueuesByDeadLetter.Prefix(input.SourceArn), 1)).Count == 0)
                    throw SqsFaults.Invalid("Source queue must be configured as a Dead Letter Queue.");
                if (await SqsTables.Moves.FirstAsync(tx, SqsTables.Moves.Prefix(input.SourceArn), reverse: true) is { Record.Status: MoveRecord.Running or MoveRecord.Cancelling })
                    throw new UnsupportedOperation("There is already a task running. Only one active task is allowed for a source queue arn at a given time.");
                var counts = await CountAsync(tx, source, call.Now);
                SqsTables.Moves.Put(tx, key, new MoveRecord
                {
                    Status = MoveRecord.Running,
                    DestinationArn = input.DestinationArn,
                    MaxPerSecond = input.MaxNumberOfMessagesPerSecond,
                    ToMove = counts.Visible,
                });
                MoveJob.Schedule(tx, key, call.Now);
            },
            call.Cancelled);
        return new StartMessageMoveTaskOutput { TaskHandle = MoveHandles.Write(key.TaskId, key.SourceArn) };
    }

    public async ValueTask<CancelMessageMoveTaskOutput> CancelMessageMoveTask(CancelMessageMoveTaskInput input, CallContext call)
    {
        if (string.IsNullOrEmpty(input.TaskHandle)) throw SqsFaults.Missing("TaskHandle");
        if (!MoveHandles.TryRead(input.TaskHandle, out var task)) throw SqsFaults.Invalid("Value for parameter TaskHandle is invalid.");
        var moved = await store.WriteAsync(
            async tx =>
            {
                var rows = await SqsTables.Moves.RangeAsync(tx, SqsTables.Moves.Prefix(task.SourceArn), ListedMoves, reverse: true);
                foreach (var (key, record) in rows)
                {
                    if (key.TaskId != task.TaskId) continue;
                    if (record.Status != MoveRecord.Running) break;
                    SqsTables.Moves.Put(tx, key, record with { Status = MoveRecord.Cancelling });
                    return record.Moved;
                }
                throw new ResourceNotFoundException("Task does not exist.");
            },
            call.Cancelled);
        return new CancelMessageMoveTaskOutput { ApproximateNumberOfMessagesMoved = moved };
    }

    public async ValueTask<ListMessageMoveTasksOutput> ListMessageMoveTasks(ListMessageMoveTasksInput input, CallContext call)
    {
        if (input.SourceArn is null) throw SqsFaults.Missing("SourceArn");
        var sourceKey = Queue(input.SourceArn, "SourceArn");
        if (input.MaxResults is < 1 or > ListedMoves)
            throw SqsFaults.Invalid("Value for parameter MaxResults is invalid. Reason: You must enter a number that's between 1 and 10.");
        var rows = await store.ReadAsync(
            async tx =>
            {
                if (!await SqsTables.Queues.ExistsAsync(tx, sourceKey))
                    throw new ResourceNotFoundException("The resource that you specified for the SourceArn parameter doesn't exist.");
                return await SqsTables.Moves.RangeAsync(tx, SqsTables.Moves.Prefix(input.SourceArn), input.MaxResults ?? 1, reverse: true);
            },
            call.Cancelled);
        return new ListMessageMoveTasksOutput
        {
            Results = rows.Count == 0 ? null :
            [
                .. rows.Select(static r => new ListMessageMoveTasksResultEntry
                {
                    // AWS: the handle is there only while the task can be cancelled.
                    TaskHandle = r.Record.Status == MoveRecord.Running ? MoveHandles.Write(r.Key.TaskId, r.Key.SourceArn) : null,
                    Status = r.Record.Status,
                    SourceArn = r.Key.SourceArn,
                    DestinationArn = r.Record.DestinationArn,
                    MaxNumberOfMessagesPerSecond = r.Record.MaxPerSecond,
                    ApproximateNumberOfMessagesMoved = r.Record.Moved,
                    ApproximateNumberOfMessagesToMove = r.Record.ToMove,
                    FailureReason = r.Record.FailureReason,
                    StartedTimestamp = r.Key.Started.ToUnixTimeMilliseconds(),
                }),
            ],
        };
    }

    private static QueueKey Queue(string arn, string parameter) => QueueNames.TryParseArn(arn, out var key)
        ? key
        : throw SqsFaults.Invalid($"You must use this format to specify the {parameter}: arn:<partition>:<service>:<region>:<account-id>:<resource-id>");
}
