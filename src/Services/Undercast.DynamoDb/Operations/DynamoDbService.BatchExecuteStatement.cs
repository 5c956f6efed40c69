using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.DynamoDb;

internal sealed partial class DynamoDbService
{
    private const string BatchNeedsKey = "Select statements within BatchExecuteStatement must specify the primary key in the where clause.";

    public async ValueTask<BatchExecuteStatementOutput> BatchExecuteStatement(BatchExecuteStatementInput input, CallContext call)
    {
        var statements = input.Statements.Select(s => ReadMember(s, call)).ToArray();
        var parsed = statements.Where(s => s.Statement is not null).Select(s => s.Statement!).ToArray();
        // Guess: the text.
        if (parsed.Any(s => s.IsRead) && parsed.Any(s => !s.IsRead)) throw Faults.Validation("The entire batch must consist of either read statements or write statements, you cannot mix both in one batch");
        // All in one transaction, in which each member stands for itself: what is refused has written nothing.
        return parsed.Length > 0 && !parsed[0].IsRead
            ? await WriteAsync((tx, spending) => RunAllAsync((key, member) => WriteMemberAsync(tx, key, member, call.Now), statements, input, spending), call)
            : await ReadAsync((tx, spending) => RunAllAsync((key, member) => ReadMemberAsync(tx, key, member, call.Now), statements, input, spending), call);
    }

    private static async ValueTask<BatchExecuteStatementOutput> RunAllAsync(Func<TableKey, Member, ValueTask<Done>> run, Member[] members, BatchExecuteStatementInput input, Spending? spending)
    {
        var responses = new List<BatchStatementResponse>(members.Length);
        var capacities = new Dictionary<string, CapacityMeter>(StringComparer.Ordinal);
        foreach (var member in members)
        {
            if (member.Statement is null)
            {
                responses.Add(new BatchStatementResponse { Error = member.Fault });
                continue;
            }
            try
            {
                var done = await run(member.Key, member);
                var meter = Meter(capacities, input.ReturnConsumedCapacity, member.Key, spending);
                if (member.Statement.IsRead) meter?.Read(done.Table, done.Before is null ? 0 : Values.Size(done.Before), member.Request.ConsistentRead == true);
                else meter?.Write(done.Table, done.Before, done.After);
                responses.Add(new BatchStatementResponse { TableName = member.Statement.Table, Item = done.Answer });
            }
            catch (AwsException e)
            {
                responses.Add(new BatchStatementResponse { TableName = member.Statement.Table, Error = Fault(e) });
            }
        }
        return new BatchExecuteStatementOutput { Responses = responses, ConsumedCapacity = capacities.Values.Select(m => m.Total()).OfType<ConsumedCapacity>().ToArray() is { Length: > 0 } totals ? totals : null };
    }

    private async ValueTask<Done> WriteMemberAsync(IWriteTransaction tx, TableKey key, Member member, DateTimeOffset now)
    {
        var written = await RunAsync(tx, key, member.Statement!, member.Request.ReturnValuesOnConditionCheckFailure == "ALL_OLD", now);
        return new Done(written.Table, written.Before, written.After, StatementWrites.Returned(member.Statement!, written.Before, written.After));
    }

    private async ValueTask<Done> ReadMemberAsync(IReadTransaction tx, TableKey key, Member member, DateTimeOffset now)
    {
        var table = await catalog.GetAsync(tx, key);
        throttle.CheckRead(table, null, now);
        var item = await FindAsync(tx, table, member.Statement!, BatchNeedsKey);
        return new Done(table, item, null, item is null ? null : member.Statement!.Of(item));
    }

    // The item whose whole key a SELECT tells, if it fits what else the SELECT asks for.
    private static async ValueTask<AttributeMap?> FindAsync(IReadTransaction tx, TableRecord table, Statement statement, string needsKey)
    {
        if (statement.Index is not null || StatementRules.Key(table.Layout.Keys, statement) is not var (key, rest)) throw Faults.Validation(needsKey);
        var item = await FindAsync(tx, table, key, default);
        return item is not null && rest?.Holds(item) != false ? item : null;
    }

    private static Member ReadMember(BatchStatementRequest request, CallContext call)
    {
        try
        {
            var statement = StatementParser.Parse(request.Statement, request.Parameters);
            return new Member(request, statement, TableNames.Of(statement.Table, call), null);
        }
        catch (CommonException e)
        {
            return new Member(request, null, default, Fault(e));
        }
    }

    private static BatchStatementError Fault(AwsException e) => new()
    {
        Code = e switch
        {
            ConditionalCheckFailedException => "ConditionalCheckFailed",
            DuplicateItemException => "DuplicateItem",
            ResourceNotFoundException => "ResourceNotFound",
            ProvisionedThroughputExceededException => "ProvisionedThroughputExceeded",
            ThrottlingException => "ThrottlingError",
            ItemCollectionSizeLimitExceededException => "ItemCollectionSizeLimitExceeded",
            CommonException { Kind: CommonError.Validation } => "ValidationError",
            _ => "InternalServerError",
        },
        Message = e.Message,
        Item = (e as ConditionalCheckFailedException)?.Item,
    };

    private sealed record Member(BatchStatementRequest Request, Statement? Statement, TableKey Key, BatchStatementError? Fault);

    private sealed record Done(TableRecord Table, AttributeMap? Before, AttributeMap? After, AttributeMap? Answer);
}
