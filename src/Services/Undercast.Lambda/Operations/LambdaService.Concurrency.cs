using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Lambda;

internal sealed partial class LambdaService
{
    // AWS: an account has 1,000, of which 100 stay unreserved.
    private const int AccountConcurrency = 1000;
    private const int LeastUnreserved = 100;

    public async ValueTask<PutFunctionConcurrencyOutput> PutFunctionConcurrency(PutFunctionConcurrencyInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call);
        await UpdateAsync(name, call, async (tx, function) =>
        {
            var others = await ReservedAsync(tx, call.Account, call.Region) - (function.ReservedConcurrency ?? 0);
            if (others + input.ReservedConcurrentExecutions > AccountConcurrency - LeastUnreserved)
                throw new InvalidParameterValueException($"Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [{LeastUnreserved}].");
            return function with { ReservedConcurrency = input.ReservedConcurrentExecutions };
        });
        return new PutFunctionConcurrencyOutput { ReservedConcurrentExecutions = input.ReservedConcurrentExecutions };
    }

    public async ValueTask<GetFunctionConcurrencyOutput> GetFunctionConcurrency(GetFunctionConcurrencyInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call);
        return new GetFunctionConcurrencyOutput { ReservedConcurrentExecutions = (await store.ReadAsync(tx => FindAsync(tx, name), call.Cancelled)).ReservedConcurrency };
    }

    public async ValueTask DeleteFunctionConcurrency(DeleteFunctionConcurrencyInput input, CallContext call) =>
        await UpdateAsync(FunctionName.Parse(input.FunctionName, call), call, function => function with { ReservedConcurrency = null });

    public ValueTask<GetAccountSettingsOutput> GetAccountSettings(GetAccountSettingsInput input, CallContext call) => store.ReadAsync(
        async tx =>
        {
            var functions = await LambdaTables.Functions.RangeAsync(tx, LambdaTables.Functions.Prefix(call.Account, call.Region));
            return new GetAccountSettingsOutput
            {
                // AWS: the defaults of a new account.
                AccountLimit = new AccountLimit
                {
                    TotalCodeSize = 80_530_636_800, CodeSizeUnzipped = Functions.PackageFolder.MostBytes, CodeSizeZipped = 52_428_800, ConcurrentExecutions = AccountConcurrency,
                    UnreservedConcurrentExecutions = AccountConcurrency - functions.Sum(f => f.Record.ReservedConcurrency ?? 0),
                },
                AccountUsage = new AccountUsage { TotalCodeSize = functions.Sum(f => f.Record.Latest.Package.Size), FunctionCount = functions.Count },
            };
        },
        call.Cancelled);

    private static async ValueTask<int> ReservedAsync(IReadTransaction tx, string account, string region) =>
        (await LambdaTables.Functions.RangeAsync(tx, LambdaTables.Functions.Prefix(account, region))).Sum(f => f.Record.ReservedConcurrency ?? 0);
}
