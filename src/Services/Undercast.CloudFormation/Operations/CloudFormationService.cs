using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.CloudFormation;

/// <summary>The operations. Rules first, then one transaction; the work on resources is a job.</summary>
internal sealed partial class CloudFormationService(IStore store, SourceReader sources, ResponseDesk desk, DriftJob drift, IEnumerable<IAccess> access) : ICloudFormation
{
    private const int PageSize = 100;

    private async ValueTask<(StackKey Key, StackRecord Stack)> StackAsync(string nameOrId, CallContext call) =>
        await store.ReadAsync(tx => CloudFormationTables.FindAsync(tx, call.Account, call.Region, nameOrId), call.Cancelled) ?? throw CloudFormationFaults.NoStack(nameOrId);

    private static StackRecord NewStack(string name, string status, string operationId, CallContext call, string uid) => new()
    {
        Name = name,
        Id = $"arn:{call.Partition}:cloudformation:{call.Region}:{call.Account}:stack/{name}/{uid}",
        Created = call.Now,
        Status = status,
        OperationId = operationId,
        Deployer = DeployerRecord.Of(call.Caller),
    };

    /// <summary>The names of a page and the token of the next one; the token is the last name of the page before.</summary>
    private static (IReadOnlyList<T> Page, string? Next) PageOf<T>(IReadOnlyList<T> all, string? token, Func<T, string> name, int size = PageSize)
    {
        var from = 0;
        if (token is not null)
        {
            while (from < all.Count && name(all[from]) != token) from++;
            if (from == all.Count) throw CloudFormationFaults.Invalid("Invalid NextToken");
            from++;
        }
        var page = all.Skip(from).Take(size).ToArray();
        return (page, from + page.Length < all.Count ? name(page[^1]) : null);
    }
}
