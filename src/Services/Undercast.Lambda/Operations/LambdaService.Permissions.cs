using Undercast.Kernel;

namespace Undercast.Lambda;

internal sealed partial class LambdaService
{
    public async ValueTask<AddPermissionOutput> AddPermission(AddPermissionInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call, input.Qualifier);
        if (name.Qualifier == FunctionName.Latest)
            throw new InvalidParameterValueException("We currently do not support adding policies for $LATEST.");
        string? statement = null;
        await UpdateAsync(name, call, async (tx, function) =>
        {
            await CheckQualifierAsync(tx, name);
            CheckRevision(function.Latest, input.RevisionId);
            (var policy, statement) = PolicyRules.Add(function.Policies.GetValueOrDefault(name.QualifierOrLatest), input, name.Arn);
            return function with { Policies = With(function.Policies, name.QualifierOrLatest, policy) };
        });
        return new AddPermissionOutput { Statement = statement };
    }

    public async ValueTask RemovePermission(RemovePermissionInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call, input.Qualifier);
        await UpdateAsync(name, call, async (tx, function) =>
        {
            await CheckQualifierAsync(tx, name);
            CheckRevision(function.Latest, input.RevisionId);
            var rest = PolicyRules.Remove(function.Policies.GetValueOrDefault(name.QualifierOrLatest), input.StatementId);
            return function with { Policies = rest is null ? Without(function.Policies, name.QualifierOrLatest) : With(function.Policies, name.QualifierOrLatest, rest) };
        });
    }

    public async ValueTask<GetPolicyOutput> GetPolicy(GetPolicyInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call, input.Qualifier);
        return await store.ReadAsync(
            async tx =>
            {
                var function = await FindAsync(tx, name);
                await CheckQualifierAsync(tx, name);
                var policy = function.Policies.GetValueOrDefault(name.QualifierOrLatest) ?? throw LambdaFaults.Gone();
                return new GetPolicyOutput { Policy = policy, RevisionId = function.Latest.RevisionId };
            },
            call.Cancelled);
    }
}
