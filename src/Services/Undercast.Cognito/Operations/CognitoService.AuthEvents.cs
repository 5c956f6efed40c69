using Undercast.Kernel;

namespace Undercast.Cognito;

// The history of what users do to sign in, of pools whose threat protection audits or enforces.
internal sealed partial class CognitoService
{
    // AWS: two years.
    private static readonly TimeSpan EventLife = TimeSpan.FromDays(730);
    private const string Unaudited = "User pool add-on is not enabled";

    /// <summary>Adds an event to a user's history, where the pool keeps one.</summary>
    /// <param name="call">The call.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="user">The user.</param>
    /// <param name="type">What the user did.</param>
    /// <param name="passed">Whether it went well.</param>
    /// <param name="challenge">What was asked of the user; null where nothing was.</param>
    private async ValueTask RecordAsync(CallContext call, PoolRecord pool, UserRecord user, string type, bool passed, string? challenge = null)
    {
        if (!IsAudited(pool)) return;
        var record = new AuthEventRecord
        {
            Event = new AuthEventType
            {
                EventId = Ids.NewGuid().ToString("D"), EventType = type, CreationDate = call.Now, EventResponse = passed ? "Pass" : "Fail",
                // Differs: nothing weighs risks here, so none is ever found.
                EventRisk = new EventRiskType { RiskDecision = "NoRisk", CompromisedCredentialsDetected = false },
                ChallengeResponses = challenge is null ? [] : [new ChallengeResponseType { ChallengeName = challenge, ChallengeResponse = passed ? "Success" : "Failure" }],
                EventContextData = new EventContextDataType { IpAddress = call.SourceIp, DeviceName = call.UserAgent },
            },
            Expires = call.Now + EventLife,
        };
        await WriteAsync(
            call,
            async tx =>
            {
                await CognitoTables.AuthEvents.PutAsync(tx, new TripleKey(pool.Id, user.Sub, NameOf(record.Event)), record);
                SweepJob.Schedule(tx, record.Expires);
                return true;
            });
    }

    public async ValueTask<AdminListUserAuthEventsOutput> AdminListUserAuthEvents(AdminListUserAuthEventsInput input, CallContext call)
    {
        var (pool, user) = await AuditedAsync(call, input.UserPoolId, input.Username);
        var rows = await ReadAsync(call, tx => CognitoTables.AuthEvents.RangeAsync(tx, CognitoTables.AuthEvents.Prefix(pool.Id, user.Sub)));
        var (page, token) = Page(rows.Select(static r => r.Record.Event), NameOf, input.MaxResults, input.NextToken);
        return new AdminListUserAuthEventsOutput { AuthEvents = page, NextToken = token };
    }

    public async ValueTask<AdminUpdateAuthEventFeedbackOutput> AdminUpdateAuthEventFeedback(AdminUpdateAuthEventFeedbackInput input, CallContext call)
    {
        var (pool, user) = await AuditedAsync(call, input.UserPoolId, input.Username);
        await WriteAsync(
            call,
            async tx =>
            {
                var rows = await CognitoTables.AuthEvents.RangeAsync(tx, CognitoTables.AuthEvents.Prefix(pool.Id, user.Sub));
                var (key, record) = rows.FirstOrDefault(r => r.Record.Event.EventId == input.EventId);
                if (record is null) throw CognitoFaults.Invalid("No auth event of this id was found for the user.");
                var feedback = new EventFeedbackType { FeedbackValue = input.FeedbackValue, Provider = "Admin", FeedbackDate = call.Now };
                await CognitoTables.AuthEvents.PutAsync(tx, key, record with { Event = record.Event with { EventFeedback = feedback } });
                return true;
            });
        return new AdminUpdateAuthEventFeedbackOutput();
    }

    // Later events sort before earlier ones.
    private static string NameOf(AuthEventType happened) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{DateTimeOffset.MaxValue.Ticks - happened.CreationDate!.Value.UtcTicks:D19}-{happened.EventId}");

    private static bool IsAudited(PoolRecord pool) => pool.Pool.UserPoolAddOns?.AdvancedSecurityMode is "AUDIT" or "ENFORCED";

    private async ValueTask<(PoolRecord Pool, UserRecord User)> AuditedAsync(CallContext call, string poolId, string username)
    {
        var pool = await ReadAsync(call, tx => PoolAsync(tx, call, poolId));
        if (!IsAudited(pool)) throw new UserPoolAddOnNotEnabledException(Unaudited);
        var (_, user) = await ReadAsync(call, tx => Users.FindAsync(tx, pool, username)) ?? throw CognitoFaults.NoUser();
        return (pool, user);
    }
}
