using System.Security.Cryptography;
using System.Text;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Cognito;

/// <summary>Imports of users: a job, an upload of its file (<see cref="ImportUpload"/>), and the work (<see cref="ImportJob"/>).</summary>
internal sealed partial class CognitoService
{
    public async ValueTask<GetCSVHeaderOutput> GetCSVHeader(GetCSVHeaderInput input, CallContext call)
    {
        var pool = await PoolAsync(call, input.UserPoolId);
        return new GetCSVHeaderOutput { UserPoolId = pool.Id, CSVHeader = ImportRules.Header(pool) };
    }

    public async ValueTask<CreateUserImportJobOutput> CreateUserImportJob(CreateUserImportJobInput input, CallContext call)
    {
        var (id, key) = ($"import-{RandomNumberGenerator.GetString(Alphanumeric, 10)}", Ids.NewBase36(40));
        var record = new ImportRecord
        {
            KeyHash = SHA256.HashData(Encoding.UTF8.GetBytes(key)),
            Job = new UserImportJobType
            {
                JobName = input.JobName,
                JobId = id,
                UserPoolId = input.UserPoolId,
                PreSignedUrl = $"{call.Endpoint}{ImportUpload.Root}{input.UserPoolId}/{id}?key={key}",
                CreationDate = call.Now,
                Status = ImportJob.Created,
                CloudWatchLogsRoleArn = input.CloudWatchLogsRoleArn,
                ImportedUsers = 0,
                SkippedUsers = 0,
                FailedUsers = 0,
            },
        };
        await WriteAsync(
            call,
            async tx =>
            {
                await PoolAsync(tx, call, input.UserPoolId);
                CognitoTables.Imports.PutFresh(tx, new PairKey(input.UserPoolId, id), record);
                return true;
            });
        return new CreateUserImportJobOutput { UserImportJob = record.Job };
    }

    public async ValueTask<DescribeUserImportJobOutput> DescribeUserImportJob(DescribeUserImportJobInput input, CallContext call) =>
        new() { UserImportJob = ImportJob.Shown((await ReadAsync(call, tx => ImportAsync(tx, call, input.UserPoolId, input.JobId))).Job, call.Now) };

    public async ValueTask<ListUserImportJobsOutput> ListUserImportJobs(ListUserImportJobsInput input, CallContext call)
    {
        var rows = await ReadAsync(
            call,
            async tx =>
            {
                await PoolAsync(tx, call, input.UserPoolId);
                return await CognitoTables.Imports.RangeAsync(tx, CognitoTables.Imports.Prefix(input.UserPoolId));
            });
        var (page, token) = Page(rows.Select(r => r.Record.Job), j => $"{long.MaxValue - j.CreationDate!.Value.UtcTicks:D19}/{j.JobId}", input.MaxResults, input.PaginationToken);
        return new ListUserImportJobsOutput { UserImportJobs = [.. page.Select(j => ImportJob.Shown(j, call.Now))], PaginationToken = token };
    }

    public async ValueTask<StartUserImportJobOutput> StartUserImportJob(StartUserImportJobInput input, CallContext call) => new()
    {
        UserImportJob = await ChangeImportAsync(call, input.UserPoolId, input.JobId, async (tx, import) =>
        {
            if (ImportJob.Shown(import.Job, call.Now).Status != ImportJob.Created) throw new PreconditionNotMetException($"Import job cannot be started in status {ImportJob.Shown(import.Job, call.Now).Status}.");
            if (import.Columns is null) throw new PreconditionNotMetException("The CSV file of the import job has not been uploaded.");
            var rows = await CognitoTables.Imports.RangeAsync(tx, CognitoTables.Imports.Prefix(input.UserPoolId));
            // AWS: one import of a pool at a time.
            if (rows.Any(r => ImportJob.IsActive(r.Record.Job))) throw new PreconditionNotMetException("Another import job of the user pool is in progress.");
            ImportJob.Schedule(tx, input.UserPoolId, input.JobId, call.Now);
            return import.Job with { Status = "Pending", StartDate = call.Now };
        }),
    };

    public async ValueTask<StopUserImportJobOutput> StopUserImportJob(StopUserImportJobInput input, CallContext call) => new()
    {
        UserImportJob = await ChangeImportAsync(call, input.UserPoolId, input.JobId, (_, import) => ImportJob.IsActive(import.Job)
            ? new ValueTask<UserImportJobType>(import.Job with { Status = "Stopping" })
            : throw new PreconditionNotMetException($"Import job cannot be stopped in status {import.Job.Status}.")),
    };

    private static async ValueTask<ImportRecord> ImportAsync(IReadTransaction tx, CallContext call, string poolId, string jobId)
    {
        await PoolAsync(tx, call, poolId);
        return await CognitoTables.Imports.GetAsync(tx, new PairKey(poolId, jobId)) ?? throw new ResourceNotFoundException($"Import job {jobId} does not exist.");
    }

    private ValueTask<UserImportJobType> ChangeImportAsync(CallContext call, string poolId, string jobId, Func<IWriteTransaction, ImportRecord, ValueTask<UserImportJobType>> change) => WriteAsync(
        call,
        async tx =>
        {
            var import = await ImportAsync(tx, call, poolId, jobId);
            var changed = await change(tx, import);
            CognitoTables.Imports.Put(tx, new PairKey(poolId, jobId), import with { Job = changed });
            return changed;
        });
}
