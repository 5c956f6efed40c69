using Undercast.Cloud;
using Undercast.Protocol;
using Undercast.Storage;

namespace Undercast.DynamoDb;

/// <summary>What policies may ask of tables and calls.</summary>
internal sealed class DynamoDbFacts(IStore store, TableCatalog catalog) : IResourceFacts
{
    public string ActionPrefix => "dynamodb";

    public async ValueTask<ResourceFacts?> OfAsync(string resource, CancellationToken ct)
    {
        if (!TableNames.TryParseArn(resource, out var key, out var rest)) return null;
        // An index has the policy and tags of its table, a stream a policy of its own.
        var governed = rest.StartsWith("/stream/", StringComparison.Ordinal) ? key.Name + rest : key.Name;
        return await store.ReadAsync(
            async tx =>
            {
                var table = await catalog.FindAsync(tx, key);
                var policy = await DynamoDbTables.Policies.GetAsync(tx, new OwnedKey(key.Account, key.Region, governed));
                return table is null && policy is null ? null : new ResourceFacts { Policies = policy is null ? [] : [policy.Policy], Tags = table?.Tags };
            },
            ct);
    }

    public void AddConditionKeys(OperationDescriptor operation, object input, Permission permission, Action<string, string> keys)
    {
        // The resource was looked up for this very decision, so its table is known; of what is no table nothing can be told.
        if (!TableNames.TryParseArn(permission.Resource, out var key, out var rest) || catalog.LastSeen(key) is not { } table) return;
        var index = rest.StartsWith("/index/", StringComparison.Ordinal) ? table.Layout.Find(rest["/index/".Length..]) : null;
        var call = new Keys(key, (index?.Keys ?? table.Layout.Keys).Hash, keys);
        switch (input)
        {
            case PutItemInput put:
                call.Item(put.Item, whole: true);
                call.Add("ReturnValues", put.ReturnValues);
                break;
            case GetItemInput get:
                call.Item(get.Key);
                call.Attributes(get.AttributesToGet, get.ProjectionExpression, get.ExpressionAttributeNames);
                break;
            case UpdateItemInput update:
                call.Item(update.Key);
                call.Names(update.AttributeUpdates?.Keys);
                call.Names(Paths(update.UpdateExpression, update.ExpressionAttributeNames));
                call.Add("ReturnValues", update.ReturnValues);
                break;
            case DeleteItemInput delete:
                call.Item(delete.Key);
                call.Add("ReturnValues", delete.ReturnValues);
                break;
            case QueryInput query:
                call.Attributes(query.AttributesToGet, query.ProjectionExpression, query.ExpressionAttributeNames);
                call.Add("Select", query.Select ?? Selected(query.AttributesToGet, query.ProjectionExpression, query.IndexName));
                call.Leading(Conditions(query));
                break;
            case ScanInput scan:
                call.Attributes(scan.AttributesToGet, scan.ProjectionExpression, scan.ExpressionAttributeNames);
                call.Add("Select", scan.Select ?? Selected(scan.AttributesToGet, scan.ProjectionExpression, scan.IndexName));
                call.Add("FullTableScan", "true");
                break;
            case BatchGetItemInput batch:
                foreach (var (_, request) in batch.RequestItems.Where(r => call.Is(r.Key)))
                {
                    foreach (var item in request.Keys) call.Item(item);
                    call.Attributes(request.AttributesToGet, request.ProjectionExpression, request.ExpressionAttributeNames);
                }
                break;
            case BatchWriteItemInput batch:
                foreach (var request in batch.RequestItems.Where(r => call.Is(r.Key)).SelectMany(r => r.Value))
                {
                    if (request.PutRequest is { } put) call.Item(put.Item, whole: true);
                    else if (request.DeleteRequest is { } delete) call.Item(delete.Key);
                }
                break;
            case TransactGetItemsInput transaction:
                call.Add("EnclosingOperation", operation.Name);
                foreach (var get in transaction.TransactItems.Select(i => i.Get).Where(g => call.Is(g.TableName))) call.Item(get.Key);
                break;
            case TransactWriteItemsInput transaction:
                call.Add("EnclosingOperation", operation.Name);
                foreach (var item in transaction.TransactItems) call.Item(item, permission.Action);
                break;
            case ExecuteStatementInput statement:
                call.Statement(statement.Statement, statement.Parameters);
                break;
            case BatchExecuteStatementInput batch:
                foreach (var member in batch.Statements) call.Statement(member.Statement, member.Parameters);
                break;
            case ExecuteTransactionInput transaction:
                call.Add("EnclosingOperation", operation.Name);
                foreach (var member in transaction.TransactStatements) call.Statement(member.Statement, member.Parameters);
                break;
            default: break;
        }
    }

    private static IEnumerable<KeyValuePair<string, AttributeValue?>> Conditions(QueryInput query)
    {
        if (query.KeyConditions is { } conditions)
            return conditions.Where(c => c.Value.ComparisonOperator == "EQ").Select(c => KeyValuePair.Create(c.Key, c.Value.AttributeValueList is [var first, ..] ? first : null));
        if (query.KeyConditionExpression is not { } text) return [];
        var parsed = ConditionParser.Parse("KeyConditionExpression", text, new ExpressionScope(query.ExpressionAttributeNames, query.ExpressionAttributeValues));
        return KeyConditions.Read(parsed).Where(c => c.Value.Comparison == "EQ").Select(c => KeyValuePair.Create(c.Key, (AttributeValue?)c.Value.Values[0]));
    }

    // AWS: what a call does not say is what it gets (Using IAM policy conditions for fine-grained access control).
    private static string Selected(IReadOnlyList<string>? attributesToGet, string? projection, string? index) =>
        attributesToGet is not null || projection is not null ? "SPECIFIC_ATTRIBUTES" : index is null ? "ALL_ATTRIBUTES" : "ALL_PROJECTED_ATTRIBUTES";

    // The names with which the paths of an expression begin: those that stand before a word of the language or a sign.
    private static IEnumerable<string> Paths(string? expression, IReadOnlyDictionary<string, string>? names)
    {
        if (expression is null) yield break;
        var tokens = Tokens.Of(expression);
        for (var i = 0; i < tokens.Count; i++)
        {
            var text = expression.AsSpan(tokens[i].Start, tokens[i].Length).ToString();
            var before = i == 0 ? "" : expression.Substring(tokens[i - 1].Start, tokens[i - 1].Length);
            if (before == ".") continue;
            if (tokens[i].Kind == TokenKind.NamePlaceholder && names?.TryGetValue(text, out var name) == true) yield return name;
            if (tokens[i].Kind == TokenKind.Name && !ReservedWords.Contains(text) && text is not ("if_not_exists" or "list_append")) yield return text;
        }
    }

    // Collects the condition keys of one call on one table or index.
    private sealed class Keys(TableKey table, KeyAttribute[] hash, Action<string, string> keys)
    {
        public void Add(string name, string? value)
        {
            if (value is not null) keys($"dynamodb:{name}", value);
        }

        public bool Is(string? name) => name == table.Name || (TableNames.TryParseArn(name, out var other, out _) && other == table);

        public void Names(IEnumerable<string>? names)
        {
            foreach (var name in names ?? []) Add("Attributes", name);
        }

        public void Attributes(IReadOnlyList<string>? attributesToGet, string? projection, IReadOnlyDictionary<string, string>? names)
        {
            Names(attributesToGet);
            Names(Paths(projection, names));
        }

        public void Item(AttributeMap item, bool whole = false)
        {
            Leading(hash.Select(h => KeyValuePair.Create(h.Name, item[h.Name])));
            if (whole) Names(item.Values.Keys);
        }

        public void Item(TransactWriteItem item, string action)
        {
            if (item.Put is { } put && action == "dynamodb:PutItem" && Is(put.TableName)) Item(put.Item, whole: true);
            if (item.Delete is { } delete && action == "dynamodb:DeleteItem" && Is(delete.TableName)) Item(delete.Key);
            if (item.ConditionCheck is { } check && action == "dynamodb:ConditionCheckItem" && Is(check.TableName)) Item(check.Key);
            if (item.Update is not { } update || action != "dynamodb:UpdateItem" || !Is(update.TableName)) return;
            Item(update.Key);
            Names(Paths(update.UpdateExpression, update.ExpressionAttributeNames));
        }

        public void Statement(string text, IReadOnlyList<AttributeValue>? parameters)
        {
            // A statement that is none is refused by the operation itself, whoever sends it.
            if (StatementParser.Peek(text) is not { } peeked || !Is(peeked.Table)) return;
            var statement = StatementParser.Parse(text, parameters);
            if (statement.Item is { } item) Item(item, whole: true);
            Names(statement.Selected?.Select(s => s.Path.Head));
            Names(statement.Actions.Select(a => a.Path.Head));
            if (statement.IsRead) Add("Select", statement.Selected is not null ? "SPECIFIC_ATTRIBUTES" : statement.Index is null ? "ALL_ATTRIBUTES" : "ALL_PROJECTED_ATTRIBUTES");
            var leading = hash.SelectMany(h => StatementRules.Among(statement, h.Name).Select(v => KeyValuePair.Create(h.Name, (AttributeValue?)v))).ToArray();
            Leading(leading);
            if (statement.IsRead && leading.Length == 0) Add("FullTableScan", "true");
        }

        public void Leading(IEnumerable<KeyValuePair<string, AttributeValue?>> values)
        {
            foreach (var (name, value) in values)
            {
                if (value is null || !Array.Exists(hash, h => h.Name == name)) continue;
                Add("LeadingKeys", value.Kind switch
                {
                    AttributeKind.S => value.Text,
                    AttributeKind.N => DynamoNumber.Text(value.Bytes),
                    AttributeKind.B => Convert.ToBase64String(value.Bytes),
                    _ => null,
                });
            }
        }
    }
}
