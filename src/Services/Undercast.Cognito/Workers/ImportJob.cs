using Microsoft.Extensions.Logging;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Cognito;

/// <summary>Brings the users of a file into a pool, a part of the file and what is counted of it in one transaction, so that an import goes on where it was interrupted.</summary>
internal static partial class ImportJob
{
    public const string Created = "Created";
    // AWS: a job that is not started within a day ends.
    private static readonly TimeSpan Patience = TimeSpan.FromHours(24);
    private static readonly JobType<ImportPayload> Type = new("cognito.import", JsonRecord.Codec(() => CognitoJson.Default.ImportPayload));

    public static void Schedule(IWriteTransaction tx, string poolId, string jobId, DateTimeOffset now) => tx.Schedule(Type.Create($"cognito.import/{poolId}/{jobId}", new ImportPayload(poolId, jobId)), now);

    public static bool IsActive(UserImportJobType job) => job.Status is "Pending" or "InProgress" or "Stopping";

    public static UserImportJobType Shown(UserImportJobType job, DateTimeOffset now) => job.Status == Created && now - job.CreationDate > Patience ? job with { Status = "Expired" } : job;

    public static TripleKey PartKey(string poolId, string jobId, int number) => new(poolId, jobId, number.ToString("D8", System.Globalization.CultureInfo.InvariantCulture));

    public static IJobHandler Handler(IStore store, TimeProvider time, ILogger log) => JobHandler.For(Type, async (payload, run, ct) =>
    {
        while (await StepAsync(store, time, log, payload, ct))
        {
        }
        await store.WriteAsync(
            async tx =>
            {
                CognitoTables.ImportParts.DeleteRange(tx, CognitoTables.ImportParts.Prefix(payload.PoolId, payload.JobId));
                await run.CompleteAsync(tx);
            },
            ct);
    });

    /// <summary>Takes the next part in; false when there is none.</summary>
    private static async ValueTask<bool> StepAsync(IStore store, TimeProvider time, ILogger log, ImportPayload payload, CancellationToken ct)
    {
        var key = new PairKey(payload.PoolId, payload.JobId);
        var (pool, import, part) = await store.ReadAsync(
            async tx =>
            {
                var import = await CognitoTables.Imports.GetAsync(tx, key);
                // Parts of an upload before this one may lie behind its own.
                var part = import is null || import.NextPart >= import.Parts ? null : await CognitoTables.ImportParts.GetAsync(tx, PartKey(payload.PoolId, payload.JobId, import.NextPart));
                return (await CognitoTables.Pools.GetAsync(tx, new IdKey(payload.PoolId)), import, part);
            },
            ct);
        if (pool is null || import is null || !IsActive(import.Job)) return false;
        var now = time.GetUtcNow();
        var (drafts, refused) = part is null ? ([], []) : await DraftsAsync(pool, import, part, now, ct);
        var found = new List<string>();
        var goesOn = await store.WriteAsync(
            async tx =>
            {
                found.Clear();
                if (await CognitoTables.Imports.GetAsync(tx, key) is not { } current) return false;
                if (current.Job.Status == "Stopping" || part is null)
                {
                    CognitoTables.Imports.Put(tx, key, current with { Job = current.Job with { Status = part is null ? "Succeeded" : "Stopped", CompletionDate = now } });
                    return false;
                }
                foreach (var user in drafts)
                {
                    try
                    {
                        await CognitoService.PutNewAsync(tx, pool, user, takeAliases: false);
                    }
                    catch (AwsException taken) when (taken is UsernameExistsException or AliasExistsException)
                    {
                        // AWS: who is there already is skipped, and counted so.
                        found.Add(user.Username);
                    }
                }
                CognitoTables.Imports.Put(tx, key, current with
                {
                    NextPart = current.NextPart + 1,
                    Job = current.Job with
                    {
                        Status = "InProgress",
                        ImportedUsers = current.Job.ImportedUsers + drafts.Count - found.Count,
                        SkippedUsers = current.Job.SkippedUsers + found.Count,
                        FailedUsers = current.Job.FailedUsers + refused.Count,
                    },
                });
                return true;
            },
            ct);
        foreach (var name in found) LogLine(log, payload.JobId, name, "User already exists.");
        foreach (var (line, why) in refused) LogLine(log, payload.JobId, $"line {line}", why);
        return goesOn;
    }

    private static async ValueTask<(List<UserRecord> Users, List<(int Line, string Why)> Refused)> DraftsAsync(PoolRecord pool, ImportRecord import, ImportPart part, DateTimeOffset now, CancellationToken ct)
    {
        var (users, refused) = (new List<UserRecord>(part.Lines.Count), new List<(int, string)>());
        var call = new CallContext { RequestId = CallContext.NewRequestId(), Caller = Principal.Service("cognito-idp.amazonaws.com", pool.Account, pool.Pool.Arn), Region = pool.Region, Now = now, Cancelled = ct };
        for (var i = 0; i < part.Lines.Count; i++)
        {
            var number = (import.NextPart * ImportUpload.LinesOfPart) + i + 2;
            var (username, attributes, mfa, fault) = ImportRules.Read(pool, import.Columns!, part.Lines[i]);
            if (fault is not null)
            {
                refused.Add((number, fault));
                continue;
            }
            try
            {
                var user = await CognitoService.DraftAsync(call, pool, null, username!, attributes, UserStatus.ResetRequired);
                users.Add(mfa ? user with { Factors = [FactorRules.Sms] } : user);
            }
            catch (InvalidParameterException invalid)
            {
                refused.Add((number, invalid.Message));
            }
        }
        return (users, refused);
    }

    [LoggerMessage(2, LogLevel.Information, "{Job}: {Which} was not imported: {Why}")]
    private static partial void LogLine(ILogger log, string job, string which, string why);
}
