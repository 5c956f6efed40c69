using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Logs;

internal sealed partial class LogsService
{
    public async ValueTask<CreateExportTaskOutput> CreateExportTask(CreateExportTaskInput input, CallContext call)
    {
        if (input.From >= input.To) throw new InvalidParameterException("Invalid parameter: from must be before to.");
        var key = new NamedKey(call.Account, call.Region, Ids.NewGuid().ToString());
        var record = new ExportRecord
        {
            Name = input.TaskName, Group = input.LogGroupName, Prefix = input.LogStreamNamePrefix, From = input.From, To = input.To, Bucket = input.Destination, Folder = input.DestinationPrefix ?? "exportedlogs", Created = call.Now,
        };
        await store.WriteAsync(
            async ValueTask (tx) =>
            {
                await FindAsync(tx, Key(input.LogGroupName, call));
                // AWS: one export at a time.
                if ((await LogsTables.Exports.RangeAsync(tx, LogsTables.Exports.Prefix(call.Account, call.Region))).Any(e => e.Record.Status is "PENDING" or "RUNNING"))
                    throw new LimitExceededException("Resource limit exceeded.");
                LogsTables.Exports.Put(tx, key, record);
                ExportJobs.Schedule(tx, key, call.Now);
            },
            call.Cancelled);
        return new CreateExportTaskOutput { TaskId = key.Name };
    }

    public ValueTask<DescribeExportTasksOutput> DescribeExportTasks(DescribeExportTasksInput input, CallContext call) => store.ReadAsync(
        async tx =>
        {
            var rows = await LogsTables.Exports.RangeAsync(tx, LogsTables.Exports.Prefix(call.Account, call.Region));
            var (page, next) = Paging.Page(
                rows.Where(r => (input.TaskId is null || r.Key.Name == input.TaskId) && (input.StatusCode is null || r.Record.Status == input.StatusCode)).OrderByDescending(r => r.Record.Created), r => r.Key.Name, input.NextToken, input.Limit ?? 50);
            return new DescribeExportTasksOutput
            {
                ExportTasks = [.. page.Select(r => new ExportTask
                {
                    TaskId = r.Key.Name, TaskName = r.Record.Name, LogGroupName = r.Record.Group, From = r.Record.From, To = r.Record.To, Destination = r.Record.Bucket, DestinationPrefix = r.Record.Folder,
                    Status = new ExportTaskStatus { Code = r.Record.Status, Message = r.Record.Message },
                    ExecutionInfo = new ExportTaskExecutionInfo { CreationTime = r.Record.Created.ToUnixTimeMilliseconds(), CompletionTime = r.Record.Completed?.ToUnixTimeMilliseconds() },
                })],
                NextToken = next,
            };
        },
        call.Cancelled);

    public async ValueTask CancelExportTask(CancelExportTaskInput input, CallContext call)
    {
        var key = new NamedKey(call.Account, call.Region, input.TaskId);
        await store.WriteAsync(
            async ValueTask (tx) =>
            {
                var task = await LogsTables.Exports.GetAsync(tx, key) ?? throw new ResourceNotFoundException("The specified export task does not exist.");
                if (task.Status is not ("PENDING" or "RUNNING")) throw new InvalidOperationException("The specified export task has already finished");
                LogsTables.Exports.Put(tx, key, task with { Status = "CANCELLED", Completed = call.Now, Message = "Cancelled by user" });
            },
            call.Cancelled);
    }
}
