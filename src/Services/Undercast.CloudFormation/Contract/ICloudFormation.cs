using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

/// <summary>The operations of CloudFormation.</summary>
[AwsApi("cloudformation", "2010-05-15", ServiceId = "CloudFormation", Wires = [Wire.AwsQuery], Resources = typeof(CloudFormationResources), XmlNamespace = "http://cloudformation.amazonaws.com/doc/2010-05-15/")]
public interface ICloudFormation
{
    /// <summary>Creates a stack from a template; the work goes on after the answer.</summary>
    [Operation, Authorize("cloudformation:CreateStack", "{Stack(StackName)}")]
    [Throws<LimitExceededException>, Throws<AlreadyExistsException>, Throws<TokenAlreadyExistsException>, Throws<InsufficientCapabilitiesException>]
    ValueTask<CreateStackOutput> CreateStack(CreateStackInput input, CallContext call);

    /// <summary>Changes a stack to what a template says.</summary>
    [Operation, Authorize("cloudformation:UpdateStack", "{Stack(StackName)}")]
    [Throws<InsufficientCapabilitiesException>, Throws<TokenAlreadyExistsException>]
    ValueTask<UpdateStackOutput> UpdateStack(UpdateStackInput input, CallContext call);

    /// <summary>Deletes a stack and its resources; one that does not exist is no error.</summary>
    [Operation, Authorize("cloudformation:DeleteStack", "{Stack(StackName)}")]
    [Throws<TokenAlreadyExistsException>]
    ValueTask DeleteStack(DeleteStackInput input, CallContext call);

    /// <summary>Describes one stack, or every live one.</summary>
    [Operation, Authorize("cloudformation:DescribeStacks", "{Stack(StackName)}")]
    ValueTask<DescribeStacksOutput> DescribeStacks(DescribeStacksInput input, CallContext call);

    /// <summary>Lists what happened to a stack, the newest first.</summary>
    [Operation, Authorize("cloudformation:DescribeStackEvents", "{Stack(StackName)}")]
    ValueTask<DescribeStackEventsOutput> DescribeStackEvents(DescribeStackEventsInput input, CallContext call);

    /// <summary>Describes the resources of a stack.</summary>
    [Operation, Authorize("cloudformation:DescribeStackResources", "{Stack(StackName)}")]
    ValueTask<DescribeStackResourcesOutput> DescribeStackResources(DescribeStackResourcesInput input, CallContext call);

    /// <summary>Describes one resource of a stack.</summary>
    [Operation, Authorize("cloudformation:DescribeStackResource", "{Stack(StackName)}")]
    ValueTask<DescribeStackResourceOutput> DescribeStackResource(DescribeStackResourceInput input, CallContext call);

    /// <summary>Lists the resources of a stack.</summary>
    [Operation, Authorize("cloudformation:ListStackResources", "{Stack(StackName)}")]
    ValueTask<ListStackResourcesOutput> ListStackResources(ListStackResourcesInput input, CallContext call);

    /// <summary>Lists stacks by status, deleted ones included.</summary>
    [Operation, Authorize("cloudformation:ListStacks", "*")]
    ValueTask<ListStacksOutput> ListStacks(ListStacksInput input, CallContext call);

    /// <summary>Gives the template of a stack or change set.</summary>
    [Operation, Authorize("cloudformation:GetTemplate", "{Stack(StackName)}")]
    [Throws<ChangeSetNotFoundException>]
    ValueTask<GetTemplateOutput> GetTemplate(GetTemplateInput input, CallContext call);

    /// <summary>Tells what a template needs and holds.</summary>
    [Operation, Authorize("cloudformation:GetTemplateSummary", "{Stack(StackName)}")]
    [Throws<StackSetNotFoundException>]
    ValueTask<GetTemplateSummaryOutput> GetTemplateSummary(GetTemplateSummaryInput input, CallContext call);

    /// <summary>Checks the form of a template.</summary>
    [Operation, Authorize("cloudformation:ValidateTemplate", "*")]
    ValueTask<ValidateTemplateOutput> ValidateTemplate(ValidateTemplateInput input, CallContext call);

    /// <summary>Works out what a template would change, for a stack that exists or is to come.</summary>
    [Operation, Authorize("cloudformation:CreateChangeSet", "{Stack(StackName)}")]
    [Throws<AlreadyExistsException>, Throws<InsufficientCapabilitiesException>, Throws<LimitExceededException>]
    ValueTask<CreateChangeSetOutput> CreateChangeSet(CreateChangeSetInput input, CallContext call);

    /// <summary>Describes a change set.</summary>
    [Operation, Authorize("cloudformation:DescribeChangeSet", "{Stack(StackName)}")]
    [Throws<ChangeSetNotFoundException>]
    ValueTask<DescribeChangeSetOutput> DescribeChangeSet(DescribeChangeSetInput input, CallContext call);

    /// <summary>Does what a change set says.</summary>
    [Operation, Authorize("cloudformation:ExecuteChangeSet", "{Stack(StackName)}")]
    [Throws<InvalidChangeSetStatusException>, Throws<ChangeSetNotFoundException>, Throws<InsufficientCapabilitiesException>, Throws<TokenAlreadyExistsException>]
    ValueTask<ExecuteChangeSetOutput> ExecuteChangeSet(ExecuteChangeSetInput input, CallContext call);

    /// <summary>Deletes a change set.</summary>
    [Operation, Authorize("cloudformation:DeleteChangeSet", "{Stack(StackName)}")]
    [Throws<InvalidChangeSetStatusException>]
    ValueTask<DeleteChangeSetOutput> DeleteChangeSet(DeleteChangeSetInput input, CallContext call);

    /// <summary>Lists the change sets of a stack.</summary>
    [Operation, Authorize("cloudformation:ListChangeSets", "{Stack(StackName)}")]
    ValueTask<ListChangeSetsOutput> ListChangeSets(ListChangeSetsInput input, CallContext call);

    /// <summary>Lists exported outputs.</summary>
    [Operation, Authorize("cloudformation:ListExports", "*")]
    ValueTask<ListExportsOutput> ListExports(ListExportsInput input, CallContext call);

    /// <summary>Lists the stacks that use an export.</summary>
    [Operation, Authorize("cloudformation:ListImports", "*")]
    ValueTask<ListImportsOutput> ListImports(ListImportsInput input, CallContext call);

    /// <summary>Tries again to take back an update whose roll-back failed.</summary>
    [Operation, Authorize("cloudformation:ContinueUpdateRollback", "{Stack(StackName)}")]
    [Throws<TokenAlreadyExistsException>]
    ValueTask<ContinueUpdateRollbackOutput> ContinueUpdateRollback(ContinueUpdateRollbackInput input, CallContext call);

    /// <summary>Protects a stack from deletion, or ends the protection.</summary>
    [Operation, Authorize("cloudformation:UpdateTerminationProtection", "{Stack(StackName)}")]
    ValueTask<UpdateTerminationProtectionOutput> UpdateTerminationProtection(UpdateTerminationProtectionInput input, CallContext call);

    /// <summary>Ends an update and takes back what it has done.</summary>
    [Operation, Authorize("cloudformation:CancelUpdateStack", "{Stack(StackName)}")]
    [Throws<TokenAlreadyExistsException>]
    ValueTask CancelUpdateStack(CancelUpdateStackInput input, CallContext call);

    /// <summary>Tells that a resource which waits for signals is ready, or has failed.</summary>
    [Operation, Authorize("cloudformation:SignalResource", "{Stack(StackName)}")]
    ValueTask SignalResource(SignalResourceInput input, CallContext call);

    /// <summary>Says what updates may do to the resources of a stack.</summary>
    [Operation, Authorize("cloudformation:SetStackPolicy", "{Stack(StackName)}")]
    ValueTask SetStackPolicy(SetStackPolicyInput input, CallContext call);

    /// <summary>Gives the policy of a stack.</summary>
    [Operation, Authorize("cloudformation:GetStackPolicy", "{Stack(StackName)}")]
    ValueTask<GetStackPolicyOutput> GetStackPolicy(GetStackPolicyInput input, CallContext call);

    /// <summary>Takes back an operation that failed and was left as it was.</summary>
    [Operation, Authorize("cloudformation:RollbackStack", "{Stack(StackName)}")]
    [Throws<TokenAlreadyExistsException>]
    ValueTask<RollbackStackOutput> RollbackStack(RollbackStackInput input, CallContext call);

    /// <summary>Begins to compare the resources of a stack with what the stack made.</summary>
    [Operation, Authorize("cloudformation:DetectStackDrift", "{Stack(StackName)}")]
    ValueTask<DetectStackDriftOutput> DetectStackDrift(DetectStackDriftInput input, CallContext call);

    /// <summary>Compares one resource with what the stack made.</summary>
    [Operation, Authorize("cloudformation:DetectStackResourceDrift", "{Stack(StackName)}")]
    ValueTask<DetectStackResourceDriftOutput> DetectStackResourceDrift(DetectStackResourceDriftInput input, CallContext call);

    /// <summary>Tells how far a comparison is and what it found.</summary>
    [Operation, Authorize("cloudformation:DescribeStackDriftDetectionStatus", "*")]
    ValueTask<DescribeStackDriftDetectionStatusOutput> DescribeStackDriftDetectionStatus(DescribeStackDriftDetectionStatusInput input, CallContext call);

    /// <summary>Lists what the last comparison found of each resource.</summary>
    [Operation, Authorize("cloudformation:DescribeStackResourceDrifts", "{Stack(StackName)}")]
    ValueTask<DescribeStackResourceDriftsOutput> DescribeStackResourceDrifts(DescribeStackResourceDriftsInput input, CallContext call);

    /// <summary>Lists the limits of the account.</summary>
    [Operation, Authorize("cloudformation:DescribeAccountLimits", "*")]
    ValueTask<DescribeAccountLimitsOutput> DescribeAccountLimits(DescribeAccountLimitsInput input, CallContext call);

    /// <summary>Keeps a template with its values, to make the same stack in several accounts and regions.</summary>
    [Operation, Authorize("cloudformation:CreateStackSet", "{StackSet(StackSetName)}")]
    [Throws<NameAlreadyExistsException>, Throws<LimitExceededException>]
    ValueTask<CreateStackSetOutput> CreateStackSet(CreateStackSetInput input, CallContext call);

    /// <summary>Changes a stack set, and its stacks everywhere or in some places.</summary>
    [Operation, Authorize("cloudformation:UpdateStackSet", "{StackSet(StackSetName)}")]
    [Throws<StackSetNotFoundException>, Throws<OperationInProgressException>, Throws<OperationIdAlreadyExistsException>, Throws<InvalidStackSetOperationException>, Throws<StackInstanceNotFoundException>]
    ValueTask<UpdateStackSetOutput> UpdateStackSet(UpdateStackSetInput input, CallContext call);

    /// <summary>Deletes a stack set that has no stacks any more.</summary>
    [Operation, Authorize("cloudformation:DeleteStackSet", "{StackSet(StackSetName)}")]
    [Throws<StackSetNotEmptyException>, Throws<OperationInProgressException>]
    ValueTask<DeleteStackSetOutput> DeleteStackSet(DeleteStackSetInput input, CallContext call);

    /// <summary>Describes a stack set.</summary>
    [Operation, Authorize("cloudformation:DescribeStackSet", "{StackSet(StackSetName)}")]
    [Throws<StackSetNotFoundException>]
    ValueTask<DescribeStackSetOutput> DescribeStackSet(DescribeStackSetInput input, CallContext call);

    /// <summary>Lists stack sets, deleted ones included.</summary>
    [Operation, Authorize("cloudformation:ListStackSets", "*")]
    ValueTask<ListStackSetsOutput> ListStackSets(ListStackSetsInput input, CallContext call);

    /// <summary>Makes the stacks of a stack set in accounts and regions.</summary>
    [Operation, Authorize("cloudformation:CreateStackInstances", "{StackSet(StackSetName)}")]
    [Throws<StackSetNotFoundException>, Throws<OperationInProgressException>, Throws<OperationIdAlreadyExistsException>, Throws<InvalidStackSetOperationException>, Throws<LimitExceededException>]
    ValueTask<CreateStackInstancesOutput> CreateStackInstances(CreateStackInstancesInput input, CallContext call);

    /// <summary>Brings stacks of a stack set in line with it, with values of their own.</summary>
    [Operation, Authorize("cloudformation:UpdateStackInstances", "{StackSet(StackSetName)}")]
    [Throws<StackSetNotFoundException>, Throws<StackInstanceNotFoundException>, Throws<OperationInProgressException>, Throws<OperationIdAlreadyExistsException>, Throws<InvalidStackSetOperationException>]
    ValueTask<UpdateStackInstancesOutput> UpdateStackInstances(UpdateStackInstancesInput input, CallContext call);

    /// <summary>Takes stacks out of a stack set and deletes them, unless they shall stay.</summary>
    [Operation, Authorize("cloudformation:DeleteStackInstances", "{StackSet(StackSetName)}")]
    [Throws<StackSetNotFoundException>, Throws<OperationInProgressException>, Throws<OperationIdAlreadyExistsException>, Throws<InvalidStackSetOperationException>]
    ValueTask<DeleteStackInstancesOutput> DeleteStackInstances(DeleteStackInstancesInput input, CallContext call);

    /// <summary>Lists the stacks of a stack set.</summary>
    [Operation, Authorize("cloudformation:ListStackInstances", "{StackSet(StackSetName)}")]
    [Throws<StackSetNotFoundException>]
    ValueTask<ListStackInstancesOutput> ListStackInstances(ListStackInstancesInput input, CallContext call);

    /// <summary>Describes one stack of a stack set.</summary>
    [Operation, Authorize("cloudformation:DescribeStackInstance", "{StackSet(StackSetName)}")]
    [Throws<StackSetNotFoundException>, Throws<StackInstanceNotFoundException>]
    ValueTask<DescribeStackInstanceOutput> DescribeStackInstance(DescribeStackInstanceInput input, CallContext call);

    /// <summary>Tells how far an operation on a stack set is.</summary>
    [Operation, Authorize("cloudformation:DescribeStackSetOperation", "{StackSet(StackSetName)}")]
    [Throws<StackSetNotFoundException>, Throws<OperationNotFoundException>]
    ValueTask<DescribeStackSetOperationOutput> DescribeStackSetOperation(DescribeStackSetOperationInput input, CallContext call);

    /// <summary>Lists the operations on a stack set, the newest first.</summary>
    [Operation, Authorize("cloudformation:ListStackSetOperations", "{StackSet(StackSetName)}")]
    [Throws<StackSetNotFoundException>]
    ValueTask<ListStackSetOperationsOutput> ListStackSetOperations(ListStackSetOperationsInput input, CallContext call);

    /// <summary>Tells what an operation did in each account and region.</summary>
    [Operation, Authorize("cloudformation:ListStackSetOperationResults", "{StackSet(StackSetName)}")]
    [Throws<StackSetNotFoundException>, Throws<OperationNotFoundException>]
    ValueTask<ListStackSetOperationResultsOutput> ListStackSetOperationResults(ListStackSetOperationResultsInput input, CallContext call);

    /// <summary>Has an operation begin nothing more.</summary>
    [Operation, Authorize("cloudformation:StopStackSetOperation", "{StackSet(StackSetName)}")]
    [Throws<StackSetNotFoundException>, Throws<OperationNotFoundException>, Throws<InvalidStackSetOperationException>]
    ValueTask<StopStackSetOperationOutput> StopStackSetOperation(StopStackSetOperationInput input, CallContext call);

    /// <summary>Lists the resource types of this cloud.</summary>
    [Operation, Authorize("cloudformation:ListTypes", "*")]
    [Throws<CFNRegistryException>]
    ValueTask<ListTypesOutput> ListTypes(ListTypesInput input, CallContext call);

    /// <summary>Describes a resource type, with its schema.</summary>
    [Operation, Authorize("cloudformation:DescribeType", "*")]
    [Throws<CFNRegistryException>, Throws<NoSuchTypeException>]
    ValueTask<DescribeTypeOutput> DescribeType(DescribeTypeInput input, CallContext call);
}
