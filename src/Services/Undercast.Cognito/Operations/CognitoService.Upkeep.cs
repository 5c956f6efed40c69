using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Cognito;

/// <summary>What a pool keeps for others: settings of threat protection, where logs would go, links to terms.</summary>
internal sealed partial class CognitoService
{
    public async ValueTask<SetRiskConfigurationOutput> SetRiskConfiguration(SetRiskConfigurationInput input, CallContext call)
    {
        await CheckOwnerAsync(call, input.UserPoolId, input.ClientId);
        var risk = new RiskConfigurationType
        {
            UserPoolId = input.UserPoolId,
            ClientId = input.ClientId,
            CompromisedCredentialsRiskConfiguration = input.CompromisedCredentialsRiskConfiguration,
            AccountTakeoverRiskConfiguration = input.AccountTakeoverRiskConfiguration,
            RiskExceptionConfiguration = input.RiskExceptionConfiguration,
            LastModifiedDate = call.Now,
        };
        await store.WriteAsync(tx => CognitoTables.Risks.PutAsync(tx, new PairKey(input.UserPoolId, input.ClientId ?? ""), new RiskRecord(risk)), call.Cancelled);
        return new SetRiskConfigurationOutput { RiskConfiguration = risk };
    }

    public async ValueTask<DescribeRiskConfigurationOutput> DescribeRiskConfiguration(DescribeRiskConfigurationInput input, CallContext call)
    {
        await CheckOwnerAsync(call, input.UserPoolId, input.ClientId);
        var found = await ReadAsync(call, tx => CognitoTables.Risks.GetAsync(tx, new PairKey(input.UserPoolId, input.ClientId ?? "")));
        return new DescribeRiskConfigurationOutput { RiskConfiguration = found?.Risk ?? new() { UserPoolId = input.UserPoolId, ClientId = input.ClientId } };
    }

    private async ValueTask CheckOwnerAsync(CallContext call, string poolId, string? clientId)
    {
        if (clientId is null) await PoolAsync(call, poolId);
        else await ClientAsync(call, poolId, clientId);
    }

    public async ValueTask<SetLogDeliveryConfigurationOutput> SetLogDeliveryConfiguration(SetLogDeliveryConfigurationInput input, CallContext call)
    {
        if (input.LogConfigurations.DistinctBy(c => c.EventSource).Count() != input.LogConfigurations.Count) throw CognitoFaults.Invalid("Duplicate event source in log configurations.");
        if (input.LogConfigurations.Any(c => c is { CloudWatchLogsConfiguration: null, S3Configuration: null, FirehoseConfiguration: null })) throw CognitoFaults.Invalid("A log configuration must have a destination.");
        await ChangeRecordAsync(call, input.UserPoolId, pool => input.LogConfigurations.Any(c => c.EventSource == "userAuthEvents") && pool.Pool.UserPoolTier != "PLUS"
            ? throw new FeatureUnavailableInTierException($"userAuthEvents is not available in the {pool.Pool.UserPoolTier} tier.")
            : pool with { LogConfigurations = input.LogConfigurations });
        return new SetLogDeliveryConfigurationOutput { LogDeliveryConfiguration = new() { UserPoolId = input.UserPoolId, LogConfigurations = input.LogConfigurations } };
    }

    public async ValueTask<GetLogDeliveryConfigurationOutput> GetLogDeliveryConfiguration(GetLogDeliveryConfigurationInput input, CallContext call) =>
        new() { LogDeliveryConfiguration = new() { UserPoolId = input.UserPoolId, LogConfigurations = (await PoolAsync(call, input.UserPoolId)).LogConfigurations } };

    public async ValueTask<CreateTermsOutput> CreateTerms(CreateTermsInput input, CallContext call)
    {
        await ClientAsync(call, input.UserPoolId, input.ClientId);
        var terms = new TermsType
        {
            TermsId = Ids.NewGuid().ToString("D"),
            UserPoolId = input.UserPoolId,
            ClientId = input.ClientId,
            TermsName = input.TermsName,
            TermsSource = input.TermsSource,
            Enforcement = input.Enforcement,
            Links = input.Links ?? new Dictionary<string, string>(),
            CreationDate = call.Now,
            LastModifiedDate = call.Now,
        };
        await WriteAsync(
            call,
            async tx =>
            {
                var rows = await CognitoTables.Terms.RangeAsync(tx, CognitoTables.Terms.Prefix(input.UserPoolId));
                if (rows.Any(r => r.Record.Terms.ClientId == input.ClientId && r.Record.Terms.TermsName == input.TermsName)) throw new TermsExistsException("Terms already exist for this client.");
                CognitoTables.Terms.PutFresh(tx, new PairKey(input.UserPoolId, terms.TermsId), new TermsRecord(terms));
                return true;
            });
        return new CreateTermsOutput { Terms = terms };
    }

    public async ValueTask<DescribeTermsOutput> DescribeTerms(DescribeTermsInput input, CallContext call) =>
        new() { Terms = await ReadAsync(call, tx => TermsAsync(tx, call, input.UserPoolId, input.TermsId)) };

    public async ValueTask<ListTermsOutput> ListTerms(ListTermsInput input, CallContext call)
    {
        var rows = await ReadAsync(
            call,
            async tx =>
            {
                await PoolAsync(tx, call, input.UserPoolId);
                return await CognitoTables.Terms.RangeAsync(tx, CognitoTables.Terms.Prefix(input.UserPoolId));
            });
        var (page, token) = Page(rows.Select(r => r.Record.Terms), t => t.TermsId, input.MaxResults, input.NextToken);
        return new ListTermsOutput
        {
            Terms = [.. page.Select(t => new TermsDescriptionType { TermsId = t.TermsId, TermsName = t.TermsName, Enforcement = t.Enforcement, CreationDate = t.CreationDate, LastModifiedDate = t.LastModifiedDate })],
            NextToken = token,
        };
    }

    public async ValueTask<UpdateTermsOutput> UpdateTerms(UpdateTermsInput input, CallContext call) => await WriteAsync(
        call,
        async tx =>
        {
            var terms = await TermsAsync(tx, call, input.UserPoolId, input.TermsId);
            var changed = terms with
            {
                TermsName = input.TermsName ?? terms.TermsName, TermsSource = input.TermsSource ?? terms.TermsSource, Enforcement = input.Enforcement ?? terms.Enforcement,
                Links = input.Links ?? terms.Links, LastModifiedDate = call.Now,
            };
            CognitoTables.Terms.Put(tx, new PairKey(input.UserPoolId, input.TermsId), new TermsRecord(changed));
            return new UpdateTermsOutput { Terms = changed };
        });

    public async ValueTask DeleteTerms(DeleteTermsInput input, CallContext call) => await WriteAsync(
        call,
        async tx =>
        {
            await TermsAsync(tx, call, input.UserPoolId, input.TermsId);
            return await CognitoTables.Terms.DeleteAsync(tx, new PairKey(input.UserPoolId, input.TermsId));
        });

    private static async ValueTask<TermsType> TermsAsync(IReadTransaction tx, CallContext call, string poolId, string id)
    {
        await PoolAsync(tx, call, poolId);
        return (await CognitoTables.Terms.GetAsync(tx, new PairKey(poolId, id)) ?? throw new ResourceNotFoundException("Terms not found.")).Terms;
    }
}
