// https://docs.aws.amazon.com/kms/latest/APIReference/API_ConnectCustomKeyStore.html
import { notModelled } from '../errors.ts';
import { operation } from '../operation.ts';

export default operation({
  name: 'ConnectCustomKeyStore',
  on: 'account',
  writes: true,
  run() {
    throw notModelled('custom key stores');
  },
});
